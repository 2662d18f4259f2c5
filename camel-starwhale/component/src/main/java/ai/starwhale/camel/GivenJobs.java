// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobChanges;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.Starwhale;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a few jobs, one by one. One that does not exist does not hide the others. While none of them does, a poll is
 * answered, so that it is known that those that come later are new, and to ask for what there is to tell of them fails.
 */
final class GivenJobs implements JobChanges {
    private static final Logger LOG = LoggerFactory.getLogger(GivenJobs.class);

    private final Starwhale starwhale;
    private final List<String> jobs;
    /** By uuid, what was seen last. */
    private final Map<String, JobInfo> known = new HashMap<>();

    private final Map<JobChange, JobInfo> infos = new HashMap<>();
    private final Set<String> missing = new HashSet<>();
    /** Why there is none of them. */
    private @Nullable NotFoundException failure;

    private Instant latest = Instant.EPOCH;

    GivenJobs(Starwhale starwhale, List<String> jobs) {
        this.starwhale = starwhale;
        this.jobs = jobs;
    }

    @Override
    public List<JobChange> poll() {
        List<JobInfo> seen = new ArrayList<>();
        @Nullable NotFoundException absent = null;
        for (String job : jobs) {
            try {
                seen.add(starwhale.job(job).info());
                missing.remove(job);
            } catch (NotFoundException e) {
                absent = e;
                if (missing.add(job)) {
                    LOG.warn("a job that is watched does not exist, or was removed: {}", e.getMessage());
                }
            }
        }
        failure = seen.isEmpty() ? absent : null;
        List<JobChange> changes = new ArrayList<>();
        for (JobInfo info : seen) {
            JobInfo before = known.put(info.uuid(), info);
            if (before == null || !before.status().equals(info.status())) {
                changes.add(change(info));
            }
        }
        return changes;
    }

    private JobChange change(JobInfo info) {
        Instant time = info.status().isFinal() ? info.stopTime() : info.createdTime();
        latest = time != null && time.isAfter(latest) ? time : latest;
        long number = info.id().matches("[0-9]{1,18}") ? Long.parseLong(info.id()) : 0;
        JobChange change = new JobChange(number, info.uuid(), info.status(), time);
        infos.put(change, info);
        return change;
    }

    /**
     * What was seen of them.
     *
     * @throws NotFoundException if the last poll found none of the jobs
     */
    @Override
    public Map<String, JobInfo> jobs(Collection<JobChange> changes) {
        if (failure != null) {
            throw failure;
        }
        Map<String, JobInfo> found = new HashMap<>();
        for (JobChange change : changes) {
            JobInfo then = infos.get(change);
            JobInfo now = known.get(change.uuid());
            if (then != null) {
                found.put(change.uuid(), then);
            } else if (now != null) {
                // A process before this one saw it.
                found.put(change.uuid(), withStatus(now, change.status()));
            }
        }
        return found;
    }

    /** What is known of a job now, with a status that it had before; when it came to that is not known. */
    private static JobInfo withStatus(JobInfo now, JobStatus status) {
        return new JobInfo(
                now.uri(),
                now.instance(),
                now.project(),
                now.id(),
                now.uuid(),
                now.runHandler(),
                now.type(),
                status,
                now.model(),
                now.runtime(),
                now.builtInRuntime(),
                now.datasets(),
                now.owner(),
                now.ownerId(),
                now.resourcePool(),
                now.createdTime(),
                null,
                now.duration(),
                now.comment(),
                now.pinnedTime(),
                List.of(),
                now.stepSpec());
    }

    /** Always the beginning: all of them are looked at. */
    @Override
    public String position(Collection<JobChange> open) {
        infos.keySet().retainAll(Set.copyOf(open));
        return "";
    }

    @Override
    public Instant latest() {
        return latest;
    }

    @Override
    public int known() {
        return known.size();
    }

    @Override
    public int active() {
        return (int)
                known.values().stream().filter(job -> !job.status().isFinal()).count();
    }
}
