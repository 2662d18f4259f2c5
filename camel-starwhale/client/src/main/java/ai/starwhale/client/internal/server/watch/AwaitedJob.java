// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.server.api.ServerJobs;
import ai.starwhale.client.internal.server.api.SummaryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A job whose end is waited for, and what is known of it. Who waits and the last status are for all threads; the
 * rest belongs to the one that looks.
 */
final class AwaitedJob {
    /** Where the job's changes show. */
    enum Source {
        /** It was not looked at yet. */
        NOT_KNOWN,
        FEED,
        LIST,
        /** It answers when it is asked for, and nowhere else. */
        ITSELF
    }

    private final String project;
    private final String key;
    private final List<Ending> endings = new ArrayList<>();
    private @Nullable JobStatus lastStatus;
    private @Nullable JobInfo info;
    private @Nullable SummaryRow end;

    AwaitedJob(String project, String key) {
        this.project = project;
        this.key = key;
    }

    /** A job's number or uuid in its one regular form. */
    static String key(String job) {
        return ServerJobs.isNumber(job) ? String.valueOf(Long.parseLong(job)) : job.toLowerCase(Locale.ROOT);
    }

    String project() {
        return project;
    }

    String key() {
        return key;
    }

    /** The job by its number where that is known: a removed job has no other name. */
    JobRef ref() {
        return new JobRef(project, info == null ? key : info.id());
    }

    boolean isNumbered() {
        return info != null || ServerJobs.isNumber(key);
    }

    /** The number, for a job that {@link #isNumbered()}. */
    long number() {
        return Long.parseLong(info == null ? key : info.id());
    }

    Source source() {
        if (info == null) {
            return Source.NOT_KNOWN;
        }
        return switch (info.type()) {
            case "TRAIN", "FINE_TUNE", "SERVING" -> Source.LIST;
            case "ONLINE_EVAL", "BUILT_IN" -> Source.ITSELF;
            default -> Source.FEED;
        };
    }

    void saw(JobInfo now) {
        info = now;
        saw(now.status());
    }

    void saw(JobStatus status) {
        synchronized (endings) {
            lastStatus = status;
            endings.forEach(ending -> ending.seen(status));
        }
    }

    void add(Ending ending) {
        synchronized (endings) {
            endings.add(ending);
            if (lastStatus != null) {
                ending.seen(lastStatus);
            }
        }
    }

    /** Forgets one who waits, and says whether nobody is left. */
    boolean remove(Ending ending) {
        synchronized (endings) {
            endings.remove(ending);
            return endings.isEmpty();
        }
    }

    List<Ending> endings() {
        synchronized (endings) {
            return List.copyOf(endings);
        }
    }

    /** The end that the feed told of, which holds whatever has become of the job since. */
    @Nullable SummaryRow end() {
        return end;
    }

    void ended(SummaryRow change) {
        end = end == null ? change : end;
    }
}
