// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.NotPermittedException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.server.api.ServerJobs;
import ai.starwhale.client.internal.server.api.SummaryRow;
import ai.starwhale.client.internal.server.api.SummaryRows;
import ai.starwhale.client.internal.server.watch.AwaitedJob.Source;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of a project that have to be looked at themselves: those that are new, those that the feed says have ended, and
 * those that show nowhere else. Completes the waits for those that are found at their end.
 */
final class Looks {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
    /** From so many jobs on the list is cheaper than asking for each. */
    private static final int MANY = 100;

    private static final int LARGE_PAGE = 500;
    private static final int MOST_PAGES = 20;
    /** So many jobs that cannot be asked for are enough until the next poll. */
    private static final int MOST_FAILURES = 10;

    private final String project;
    private final ServerJobs jobs;
    private final SummaryRows rows;
    private final Waiters waiters;
    private final ListWalk<AwaitedJob> list;
    private final Set<AwaitedJob> toLookAt = new LinkedHashSet<>();
    private final Set<AwaitedJob> again = new LinkedHashSet<>();
    private boolean paused;

    Looks(String project, ServerJobs jobs, SummaryRows rows, Waiters waiters) {
        this.project = project;
        this.jobs = jobs;
        this.rows = rows;
        this.waiters = waiters;
        this.list = new ListWalk<>(
                jobs, project, key -> waiters.find(project, key), job -> job.isNumbered() ? job.number() : 0);
    }

    void add(AwaitedJob job) {
        toLookAt.add(job);
    }

    void addAll(Collection<AwaitedJob> all) {
        toLookAt.addAll(all);
    }

    /** Whether there is something to do now. */
    boolean isBusy() {
        return !paused && !toLookAt.isEmpty();
    }

    /** Looks at nothing until told to go on, and forgets those that nobody waits for any more. */
    void pause(Collection<AwaitedJob> awaited) {
        paused = true;
        toLookAt.addAll(again);
        again.clear();
        toLookAt.retainAll(Set.copyOf(awaited));
    }

    void goOn() {
        paused = false;
    }

    /** Looks at the jobs while there is time left; {@code first} comes before jobs that were never looked at. */
    void run(Runnable first, BooleanSupplier isTimeLeft) {
        // Until the next poll, if this fails.
        paused = true;
        if (toLookAt.stream().anyMatch(job -> job.source() == Source.NOT_KNOWN)) {
            first.run();
        }
        if (toLookAt.size() >= MANY) {
            walk(List.copyOf(toLookAt), LARGE_PAGE, LARGE_PAGE / 10, this::found);
        }
        StarwhaleException failure = null;
        for (AwaitedJob job : List.copyOf(toLookAt)) {
            if (!isTimeLeft.getAsBoolean() || again.size() >= MOST_FAILURES) {
                break;
            }
            try {
                lookAt(job);
            } catch (UnavailableException | NotAuthenticatedException e) {
                throw e;
            } catch (StarwhaleException e) {
                again.add(job);
                failure = e;
            }
            toLookAt.remove(job);
        }
        paused = again.size() >= MOST_FAILURES;
        if (failure != null) {
            throw failure;
        }
    }

    /** Looks for jobs in the list, where that can be read; see {@link ListWalk#find}. */
    void walk(Collection<AwaitedJob> wanted, int pageSize, int fewest, BiConsumer<AwaitedJob, JobInfo> found) {
        try {
            list.find(wanted, pageSize, MOST_PAGES, fewest, found);
        } catch (InvalidRequestException | NotPermittedException | NotFoundException e) {
            LOG.debug("the jobs of project {} are looked at one by one: {}", project, e.getMessage());
        }
    }

    private void lookAt(AwaitedJob job) {
        if (!waiters.holds(job)) {
            return;
        }
        try {
            found(job, info(job));
        } catch (InvalidRequestException | NotPermittedException | NotFoundException e) {
            waiters.fail(job, e);
        }
    }

    private JobInfo info(AwaitedJob job) {
        try {
            return jobs.info(job.ref());
        } catch (NotFoundException e) {
            // A removed job is known by its number only; any other row without a job is no reason to wait.
            long number = job.isNumbered() ? 0 : numberOf(job.key());
            if (number == 0) {
                throw e;
            }
            JobInfo info = jobs.info(new JobRef(project, String.valueOf(number)));
            if (!info.uuid().equals(job.key())) {
                throw e;
            }
            return info;
        }
    }

    private long numberOf(String uuid) {
        try {
            return rows.of(uuid).stream().mapToLong(SummaryRow::id).findFirst().orElse(0);
        } catch (StarwhaleException e) {
            LOG.debug("no number is known for job {}: {}", uuid, e.getMessage());
            return 0;
        }
    }

    /** The job was asked for, or is in the list. */
    void found(AwaitedJob job, JobInfo info) {
        toLookAt.remove(job);
        job.saw(info);
        SummaryRow end = job.end();
        if (info.status().isFinal()) {
            waiters.complete(job, info);
        } else if (end != null) {
            waiters.complete(job, SeenJob.of(info, end.status(), Instant.ofEpochMilli(end.modified())));
        }
    }
}
