// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.AmbiguousException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.WaitingThread;
import ai.starwhale.client.internal.http.Time;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the ends of jobs: one thread, while somebody waits, looks for the manifests of all that are waited for. They
 * are files of this machine, and looking costs nothing to speak of. It looks at once when a run of ours has ended.
 */
final class StandaloneEnds implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneEnds.class);

    private final Function<JobRef, JobInfo> jobs;
    private final Function<JobInfo, Optional<StarwhaleException>> failures;
    private final Time time;
    private final Duration interval;
    private final Map<Ending, JobRef> waiting = new ConcurrentHashMap<>();
    /** Those of which the log tells already that they cannot be looked for. */
    private final Set<Ending> failing = ConcurrentHashMap.newKeySet();

    private final WaitingThread thread = new WaitingThread(waiting::isEmpty, this::watch, this::failAll);

    /**
     * Looks for nothing yet.
     *
     * @param failures why a job that has not ended never will, as it could not be run
     * @param interval the time from look to look
     */
    StandaloneEnds(
            Function<JobRef, JobInfo> jobs,
            Function<JobInfo, Optional<StarwhaleException>> failures,
            Time time,
            Duration interval) {
        this.jobs = jobs;
        this.failures = failures;
        this.time = time;
        this.interval = interval;
    }

    /** The end of a job, which is told in these threads. */
    Ending of(JobRef job, Executor threads) {
        return thread.serve(() -> add(job, threads));
    }

    private Ending add(JobRef job, Executor threads) {
        Ending ending = new Ending(threads);
        waiting.put(ending, job);
        // However it completes: by us, or cancelled or timed out by whoever waits.
        var unused = ending.whenComplete((info, failure) -> {
            waiting.remove(ending);
            failing.remove(ending);
            wakeUp();
        });
        return ending;
    }

    /** Looks now, because something has ended. */
    void wakeUp() {
        thread.wakeUp();
    }

    private void watch() throws InterruptedException {
        while (!thread.isOver()) {
            waiting.forEach(this::look);
            thread.pause(time, interval);
        }
    }

    private void look(Ending ending, JobRef job) {
        try {
            JobInfo info = jobs.apply(job);
            ending.seen(info.status());
            if (info.status().isFinal()) {
                tell(ending, () -> ending.tell(info));
            } else {
                failures.apply(info).ifPresent(failure -> tell(ending, () -> ending.tell(failure)));
            }
        } catch (NotFoundException | AmbiguousException | InvalidRequestException e) {
            tell(ending, () -> ending.tell(e));
        } catch (RuntimeException e) {
            String message = "cannot look for the end of job {}, trying again: {}";
            if (failing.add(ending)) {
                LOG.warn(message, job.job(), e.getMessage());
            } else {
                LOG.debug(message, job.job(), e.getMessage());
            }
        }
    }

    /** Once, whoever looks. */
    private void tell(Ending ending, Runnable told) {
        if (waiting.remove(ending) != null) {
            told.run();
        }
    }

    private void failAll(StarwhaleException failure) {
        List.copyOf(waiting.keySet()).forEach(ending -> tell(ending, () -> ending.tell(failure)));
    }

    /** Whoever waits for what was ended with the client is told that; the other jobs go on. */
    @Override
    public void close() {
        waiting.forEach(this::look);
        thread.close();
    }
}
