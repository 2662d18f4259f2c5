// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.internal.server.api.SummaryRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was seen of the jobs of a project, wherever it showed, and what of it is news that nobody was told yet. */
final class SeenJobs {
    /** What a list says of so many jobs is kept for those who ask for it. */
    private static final int MOST_INFOS = 1000;

    private final KnownStatuses known = new KnownStatuses();
    private final Map<String, JobChange> news = new LinkedHashMap<>();
    private final Map<String, JobInfo> infos = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JobInfo> eldest) {
            return size() > MOST_INFOS;
        }
    };
    private Instant latest = Instant.EPOCH;
    private long newest;

    /** A job in a list, or that was asked for. */
    void saw(JobInfo job) {
        Instant time = job.status().isFinal() ? job.stopTime() : job.createdTime();
        if (saw(new JobChange(Long.parseLong(job.id()), job.uuid(), job.status(), time))) {
            infos.put(job.uuid(), job);
        }
    }

    void saw(SummaryRow row) {
        saw(new JobChange(row.id(), row.uuid(), row.status(), Instant.ofEpochMilli(row.modified())));
    }

    private boolean saw(JobChange job) {
        Instant time = Objects.requireNonNullElse(job.time(), Instant.EPOCH);
        latest = time.isAfter(latest) ? time : latest;
        newest = Math.max(newest, job.number());
        boolean isNews = !job.status().equals(known.get(job.number()));
        if (isNews) {
            news.put(job.uuid(), job);
        } else {
            news.remove(job.uuid());
        }
        return isNews;
    }

    /** Tells of a job once more, unless something newer is known. */
    void again(JobChange job) {
        if (known.get(job.number()) == null) {
            news.putIfAbsent(job.uuid(), job);
        }
    }

    /** The job was not found: it is told of again where it shows. */
    void forget(JobChange job) {
        if (job.status().equals(known.get(job.number()))) {
            known.forget(job.number());
        }
    }

    /** What is new since this was asked before. */
    List<JobChange> take() {
        List<JobChange> taken = List.copyOf(news.values());
        taken.forEach(job -> known.put(job.number(), job.status()));
        news.clear();
        return taken;
    }

    /** What a list said of a job that is news, if it is still kept. */
    @Nullable JobInfo info(String uuid) {
        return infos.get(uuid);
    }

    /** Before a poll: what lists said until now is not the present any more. */
    void forgetInfos() {
        infos.clear();
    }

    /** Of how many jobs was told. */
    int known() {
        return known.size();
    }

    /** How many of those have not ended. */
    int active() {
        return known.active();
    }

    /** The latest time that was seen. */
    Instant latest() {
        return latest;
    }

    /** The greatest number that was seen. */
    long newest() {
        return newest;
    }
}
