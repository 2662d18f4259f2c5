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

/** Looks at a few jobs, one by one. One that does not exist does not hide the others. */
final class GivenJobs implements JobChanges {
    private static final Logger LOG = LoggerFactory.getLogger(GivenJobs.class);

    private final Starwhale starwhale;
    private final List<String> jobs;
    private final Map<String, JobStatus> known = new HashMap<>();
    private final Map<JobChange, JobInfo> infos = new HashMap<>();
    private final Set<String> missing = new HashSet<>();
    private Instant latest = Instant.EPOCH;

    GivenJobs(Starwhale starwhale, List<String> jobs) {
        this.starwhale = starwhale;
        this.jobs = jobs;
    }

    @Override
    public List<JobChange> poll() {
        List<JobInfo> seen = new ArrayList<>();
        @Nullable NotFoundException failure = null;
        for (String job : jobs) {
            try {
                seen.add(starwhale.job(job).info());
                missing.remove(job);
            } catch (NotFoundException e) {
                failure = e;
                if (missing.add(job)) {
                    LOG.warn("a job that is watched does not exist, or was removed: {}", e.getMessage());
                }
            }
        }
        if (seen.isEmpty() && failure != null) {
            throw failure;
        }
        List<JobChange> changes = new ArrayList<>();
        for (JobInfo info : seen) {
            if (!info.status().equals(known.put(info.uuid(), info.status()))) {
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

    @Override
    public Map<String, JobInfo> jobs(Collection<JobChange> changes) {
        Map<String, JobInfo> found = new HashMap<>();
        for (JobChange change : changes) {
            JobInfo info = infos.get(change);
            if (info != null) {
                found.put(change.uuid(), info);
            }
        }
        return found;
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
        return (int) known.values().stream().filter(status -> !status.isFinal()).count();
    }
}
