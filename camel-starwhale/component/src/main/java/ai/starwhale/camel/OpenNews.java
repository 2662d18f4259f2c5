// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * News with which nobody is done yet, one of a job at most: it is to be told, is being told, or could not be told before,
 * most often because the exchange failed. No lock is held while anything else is asked, so whoever only looks does not wait for a repository.
 */
final class OpenNews {
    private static final Comparator<JobNews> OLDEST_FIRST =
            Comparator.comparingLong(news -> news.job().number());

    private final Map<String, JobNews> waiting = new LinkedHashMap<>();
    private final Map<String, JobNews> underWay = new LinkedHashMap<>();
    private final Map<String, JobNews> failed = new LinkedHashMap<>();
    private int heldBack;

    /** Whether there is news of this job. */
    synchronized boolean contains(String uuid) {
        return underWay.containsKey(uuid) || waiting.containsKey(uuid) || failed.containsKey(uuid);
    }

    /** This is to be told. */
    synchronized void add(JobNews news) {
        waiting.put(news.uuid(), news);
    }

    /** What can be told now, the oldest job first, and behind it what failed, so that it holds up no other job. */
    synchronized List<JobNews> next(int most) {
        return Stream.concat(waiting.values().stream().sorted(OLDEST_FIRST), failed.values().stream())
                .limit(most)
                .toList();
    }

    /** What can be told now and has not failed, the oldest job first. */
    synchronized List<JobNews> waiting(int most) {
        return waiting.values().stream().sorted(OLDEST_FIRST).limit(most).toList();
    }

    /** An exchange begins that tells of this. */
    synchronized void begin(JobNews news) {
        waiting.remove(news.uuid());
        failed.remove(news.uuid());
        underWay.put(news.uuid(), news);
    }

    /** This has to be told again, behind all else. */
    synchronized void fail(JobNews news) {
        waiting.remove(news.uuid());
        underWay.remove(news.uuid());
        failed.remove(news.uuid());
        failed.put(news.uuid(), news);
    }

    /** There is nothing left to tell of this; an exchange that tells of the job goes on. */
    synchronized void drop(JobNews news) {
        waiting.remove(news.uuid(), news);
        failed.remove(news.uuid());
    }

    synchronized List<JobNews> all() {
        return Stream.of(waiting, underWay, failed)
                .flatMap(some -> some.values().stream())
                .toList();
    }

    /** What has to be told again, so many at most. */
    synchronized List<JobNews> failed(int most) {
        return failed.values().stream().limit(most).toList();
    }

    /** So many changes were seen of jobs of which there is news, and wait for it. */
    synchronized void holdBack(int changes) {
        heldBack = changes;
    }

    synchronized Counts counts() {
        return new Counts(waiting.size(), underWay.size(), failed.size(), heldBack);
    }

    /** How much is to be told, is being told, has to be told again, and waits for any of these. */
    record Counts(int waiting, int underWay, int failed, int heldBack) {}
}
