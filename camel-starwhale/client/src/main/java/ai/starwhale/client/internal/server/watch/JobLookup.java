// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.server.api.ServerJobs;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out all that is known of jobs that have changed, and so whether they exist: a row of the feed may be older than its
 * job, of a removed one, or what a creation left behind that failed.
 */
final class JobLookup {
    private static final Logger LOG = LoggerFactory.getLogger(JobLookup.class);
    /** From so many jobs on the list is cheaper than asking for each. */
    private static final int MANY = 20;

    private static final int PAGE = 100;
    private static final int FEWEST = 10;

    private final String project;
    private final ServerJobs jobs;
    private final SeenJobs seen;
    private final Time time;
    private final Map<String, Missing> missing = new HashMap<>();

    private record Missing(JobChange change, Instant since) {}

    JobLookup(String project, ServerJobs jobs, SeenJobs seen, Time time) {
        this.project = project;
        this.jobs = jobs;
        this.seen = seen;
        this.time = time;
    }

    /** Says of which jobs it could not be found out, and why. */
    Map<String, JobInfo> find(Collection<JobChange> changes, BiConsumer<JobChange, StarwhaleException> failures) {
        Map<String, JobInfo> found = new HashMap<>();
        Map<String, JobChange> left = new LinkedHashMap<>();
        for (JobChange change : changes) {
            JobInfo info = seen.info(change.uuid());
            if (info == null) {
                left.put(change.uuid(), change);
            } else {
                found(change, info, found);
            }
        }
        if (left.size() >= MANY) {
            new ListWalk<JobChange>(jobs, project, left::get, JobChange::number)
                    .find(List.copyOf(left.values()), PAGE, Integer.MAX_VALUE, FEWEST, (change, info) -> {
                        found(change, info, found);
                    });
            left.keySet().removeAll(found.keySet());
        }
        for (JobChange change : left.values()) {
            try {
                found(change, jobs.info(new JobRef(project, change.uuid())), found);
            } catch (UnavailableException | NotAuthenticatedException e) {
                throw e;
            } catch (StarwhaleException e) {
                LOG.debug(
                        "job {} of project {} has changed, but is not found: {}",
                        change.number(),
                        project,
                        e.getMessage());
                if (!(e instanceof NotFoundException)) {
                    failures.accept(change, e);
                }
            }
        }
        left.keySet().removeAll(found.keySet());
        left.values().forEach(this::missed);
        return found;
    }

    private void found(JobChange change, JobInfo info, Map<String, JobInfo> found) {
        found.put(change.uuid(), SeenJob.of(info, change.status(), change.time()));
        missing.remove(change.uuid());
    }

    private void missed(JobChange change) {
        seen.forget(change);
        missing.putIfAbsent(change.uuid(), new Missing(change, time.steady()));
    }

    /** Tells once more of the jobs that may still come. */
    void again() {
        Instant longAgo = time.steady().minus(ChangeFeed.OVERLAP);
        missing.values().removeIf(job -> job.since().isBefore(longAgo));
        missing.values().forEach(job -> seen.again(job.change()));
    }

    /** The jobs that may still come. */
    List<JobChange> missing() {
        return missing.values().stream().map(Missing::change).toList();
    }
}
