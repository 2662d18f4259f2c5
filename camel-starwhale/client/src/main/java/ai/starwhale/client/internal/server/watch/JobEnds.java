// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.AmbiguousException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.NotPermittedException;
import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.WaitingThread;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.server.api.ServerJobs;
import ai.starwhale.client.internal.server.api.SummaryRows;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Waits for the ends of a Server's jobs: all of them in one thread, which lives while somebody waits and asks once a
 * project and interval.
 */
public final class JobEnds implements Closeable {
    private final ServerJobs jobs;
    private final Function<String, SummaryRows> tables;
    private final Time time;
    private final Duration interval;
    private final Waiters waiters = new Waiters(this::wakeUp);
    private final WaitingThread thread = new WaitingThread(waiters::isEmpty, this::watch, waiters::failAll);
    private final Map<String, ProjectWatch> watches = new HashMap<>();
    private PollTroubles troubles = new PollTroubles();
    /** Whether the projects of jobs could not be looked for since the last poll. */
    private boolean lost;

    /** {@code tables} gives the summary table of a project; {@code interval} is the time from poll to poll. */
    public JobEnds(ServerJobs jobs, Function<String, SummaryRows> tables, Time time, Duration interval) {
        this.jobs = jobs;
        this.tables = tables;
        this.time = time;
        this.interval = interval;
    }

    /** The end of a job, which is told in these threads; a project that is not named is looked for. */
    public Ending of(JobRef job, Executor threads) {
        return thread.serve(() -> waiters.add(job, threads));
    }

    private void wakeUp() {
        thread.wakeUp();
    }

    private void watch() throws InterruptedException {
        watches.clear();
        troubles = new PollTroubles();
        lost = false;
        Instant next = time.steady().plus(interval);
        while (!thread.isOver()) {
            waiters.newcomers().forEach(job -> watch(job.project()).add(job));
            watches.keySet().retainAll(waiters.projects());
            if (!time.steady().isBefore(next)) {
                next = time.steady().plus(interval);
                NotAuthenticatedException refusal = troubles.pollAgain();
                if (refusal != null) {
                    waiters.failAll(refusal);
                }
                lost = false;
                each(ProjectWatch::poll);
            }
            Instant until = next;
            settle(until);
            // Those that come meanwhile are taken along: many are looked at for less than one by one.
            each(watch ->
                    watch.look(() -> time.steady().isBefore(until) && !thread.isClosed() && !waiters.hasNewcomers()));
            Duration left = Duration.between(time.steady(), next);
            boolean isBusy = watches.values().stream().anyMatch(ProjectWatch::isBusy);
            thread.pause(time, isBusy || left.isNegative() ? Duration.ZERO : left);
        }
    }

    /** Finds the projects of jobs that were named without one, while there is time. */
    private void settle(Instant until) {
        for (AwaitedJob job : waiters.homeless()) {
            if (lost || thread.isClosed() || !time.steady().isBefore(until)) {
                return;
            }
            try {
                waiters.settle(job, jobs.project(new JobRef(null, job.key())));
                wakeUp();
            } catch (InvalidRequestException | NotPermittedException | NotFoundException | AmbiguousException e) {
                waiters.fail(job, e);
            } catch (RuntimeException e) {
                lost = true;
                failed(e);
            }
        }
    }

    private ProjectWatch watch(String project) {
        return watches.computeIfAbsent(project, name -> {
            SummaryRows rows = tables.apply(name);
            Looks looks = new Looks(name, jobs, rows, waiters);
            return new ProjectWatch(name, rows, new ChangeFeed(rows, time), waiters, looks);
        });
    }

    /** Does something for each project; what fails in one changes nothing for the others. */
    private void each(Consumer<ProjectWatch> action) {
        for (ProjectWatch watch : watches.values()) {
            try {
                action.accept(watch);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void failed(RuntimeException e) {
        if (!thread.isClosed()) {
            troubles.add(e);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
