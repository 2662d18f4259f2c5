// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.Starwhale;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the jobs of a project through its list, the newest first: at each look as many pages as hold new jobs and
 * those that had not ended, and now and then all pages, for old jobs that were resumed.
 */
final class ProjectWatch implements JobWatch {
    private static final int PAGE_SIZE = 50;
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final Starwhale starwhale;
    private final @Nullable String project;
    private final JobStates states;
    private final Clock clock;
    private Instant nextSweep = Instant.MIN;

    ProjectWatch(Starwhale starwhale, @Nullable String project, JobStates states, Clock clock) {
        this.starwhale = starwhale;
        this.project = project;
        this.states = states;
        this.clock = clock;
    }

    @Override
    public List<JobInfo> look() {
        Instant now = clock.instant();
        boolean sweep = !now.isBefore(nextSweep);
        Set<String> missing = states.active();
        Map<String, JobInfo> seen = new LinkedHashMap<>();
        String jobUri = null;
        Page<JobInfo> page;
        int index = 1;
        do {
            page = starwhale.jobs(project, PageRequest.of(index++, PAGE_SIZE));
            for (JobInfo job : page.items()) {
                // A job that arrives in the meantime shifts the pages, so that one may be seen twice.
                seen.putIfAbsent(job.uuid(), job);
                missing.remove(job.uuid());
                jobUri = job.uri();
            }
        } while (page.hasNext() && (sweep || !missing.isEmpty() || !reachesKnownJobs(page)));
        if (jobUri != null) {
            lookFor(missing, jobUri.substring(0, jobUri.lastIndexOf('/') + 1), seen);
        }
        if (sweep) {
            nextSweep = now.plus(SWEEP_INTERVAL);
        }
        return new ArrayList<>(seen.values());
    }

    /** Whether all jobs that are new stand on this page or before it; pinned ones stand before all others. */
    private boolean reachesKnownJobs(Page<JobInfo> page) {
        Long cursor = states.cursor();
        return cursor != null
                && page.items().stream()
                        .anyMatch(job -> job.pinnedTime() == null && Long.parseLong(job.id()) <= cursor);
    }

    /** Jobs that the list does not hold any more were removed, or slipped from one page to the other. */
    private void lookFor(Set<String> missing, String prefix, Map<String, JobInfo> seen) {
        for (String uuid : new HashSet<>(missing)) {
            try {
                seen.put(uuid, starwhale.job(prefix + uuid).info());
            } catch (NotFoundException removed) {
                states.forget(uuid);
            }
        }
    }
}
