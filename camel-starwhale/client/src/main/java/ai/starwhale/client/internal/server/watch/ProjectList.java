// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.server.api.ServerJobs;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Watches jobs through a project's list: all of them, or beside the feed those of the types TRAIN, FINE_TUNE and SERVING,
 * which it does not have.
 */
final class ProjectList {
    private static final int PAGE = 100;
    private static final int SMALL_PAGE = 10;
    /** A page that holds fewer of the wanted jobs costs a Server more than asking for each. */
    private static final int FEWEST = 10;

    private static final int MANY = 50;

    private final String project;
    private final ServerJobs jobs;
    private final SeenJobs seen;
    /** The jobs that have not ended and whose changes do not show in the feed, by number. */
    private final Map<Long, Watched> watched = new TreeMap<>();
    /** Jobs that are not in the feed and have ended, with which somebody may not be done. */
    private final Set<Long> ended = new TreeSet<>();

    private boolean besideFeed;
    private long newest;
    /** The newest of the time before: of two jobs the one with the lower number may show later. */
    private long reached;

    private long lowest;

    private record Watched(long number, @Nullable String uuid, boolean inFeed) {}

    ProjectList(String project, ServerJobs jobs, SeenJobs seen, Position start) {
        this.project = project;
        this.jobs = jobs;
        this.seen = seen;
        this.newest = start.newest();
        this.reached = start.newest();
        this.lowest = start.lowest();
        start.open().forEach(number -> watched.put(number, new Watched(number, null, false)));
    }

    /** From now on the feed tells of the jobs that it has, or no longer does. */
    void setBesideFeed(boolean value) {
        besideFeed = value;
        watched.values().removeIf(job -> value && job.inFeed());
    }

    /** Reads the whole list. */
    void readAll() {
        Set<Long> missing = new HashSet<>(watched.keySet());
        new AllJobs(page -> jobs.list(project, page), PAGE).forEachRemaining(job -> saw(job, missing));
        look(missing);
        newest = seen.newest();
        reached = newest;
    }

    /** Reads as many pages as hold new jobs, or are worth it for those that have not ended; asks for the rest of these. */
    void read() {
        Set<Long> missing = new HashSet<>(watched.keySet());
        Page<JobInfo> page;
        int found;
        int index = 1;
        do {
            int before = missing.size();
            page = jobs.list(project, PageRequest.of(index++, PAGE));
            page.items().forEach(job -> saw(job, missing));
            found = before - missing.size();
        } while (page.hasNext() && (!reachesKnownJobs(page) || (!missing.isEmpty() && found >= FEWEST)));
        look(missing);
        moveOn();
    }

    /** Looks whether the list has new jobs, in pages that hold about as many as there can be. */
    void readNewest() {
        int size = (int) Math.max(SMALL_PAGE, Math.min(PAGE, seen.newest() - newest));
        Page<JobInfo> page;
        int index = 1;
        do {
            page = jobs.list(project, PageRequest.of(index++, size));
            page.items().forEach(job -> saw(job, Set.of()));
        } while (page.hasNext() && !reachesKnownJobs(page));
        moveOn();
    }

    /** Looks at the jobs that the feed does not have and that have not ended. */
    void readWatched() {
        Set<Long> missing = new HashSet<>(watched.keySet());
        if (missing.size() >= MANY) {
            new ListWalk<Watched>(jobs, project, this::watched, Watched::number)
                    .find(
                            List.copyOf(watched.values()),
                            PAGE,
                            Integer.MAX_VALUE,
                            FEWEST,
                            (job, info) -> saw(info, missing));
        }
        look(missing);
    }

    /** Reads the list down to the oldest job that the feed does not have. */
    void readUnfed() {
        Iterator<JobInfo> all = new AllJobs(page -> jobs.list(project, page), PAGE);
        boolean isBelow = lowest == 0;
        while (!isBelow && all.hasNext()) {
            JobInfo job = all.next();
            isBelow = job.pinnedTime() == null && Long.parseLong(job.id()) < lowest;
            saw(job, Set.of());
        }
    }

    private @Nullable Watched watched(String key) {
        return ServerJobs.isNumber(key) ? watched.get(Long.valueOf(key)) : null;
    }

    private boolean reachesKnownJobs(Page<JobInfo> page) {
        return ListWalk.isBelow(page, reached + 1);
    }

    private void moveOn() {
        reached = newest;
        newest = Math.max(newest, seen.newest());
    }

    private void saw(JobInfo job, Set<Long> missing) {
        long number = Long.parseLong(job.id());
        boolean inFeed = !Set.of("TRAIN", "FINE_TUNE", "SERVING").contains(job.type());
        seen.saw(job);
        if (!missing.isEmpty()) {
            missing.remove(number);
        }
        if (!inFeed) {
            lowest = lowest == 0 ? number : Math.min(number, lowest);
        }
        if (!job.status().isFinal() && !(inFeed && besideFeed)) {
            watched.put(number, new Watched(number, job.uuid(), inFeed));
            ended.remove(number);
        } else if (job.status().isFinal()) {
            watched.remove(number);
            if (!inFeed) {
                ended.add(number);
            }
        }
    }

    /** Jobs that the list does not hold, or too far down, or not any more. */
    private void look(Collection<Long> missing) {
        for (Long number : missing) {
            Watched job = watched.get(number);
            // By its number a job is found even if it was removed.
            String key = job == null || job.uuid() == null ? String.valueOf(number) : job.uuid();
            try {
                saw(jobs.info(new JobRef(project, key)), Set.of());
            } catch (NotFoundException removed) {
                watched.remove(number);
            }
        }
    }

    /** The number down to which the list has been read. */
    long newest() {
        return reached;
    }

    /** The lowest number of a job that the feed does not have; 0 if there is none. */
    long lowest() {
        return lowest;
    }

    /** The jobs that the feed does not have and that have not ended, and those of them with which nobody is done yet. */
    Set<Long> open(Set<Long> unsettled) {
        ended.retainAll(unsettled);
        Set<Long> open = new TreeSet<>(ended);
        watched.values().stream().filter(job -> !job.inFeed()).forEach(job -> open.add(job.number()));
        return open;
    }
}
