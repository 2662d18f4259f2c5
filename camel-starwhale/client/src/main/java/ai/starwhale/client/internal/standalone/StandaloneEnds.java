// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.AmbiguousException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.http.Time;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
    private final Semaphore wakeUp = new Semaphore(0);
    private final Map<Ending, JobRef> waiting = new ConcurrentHashMap<>();
    /** Those of which the log tells already that they cannot be looked for. */
    private final Set<Ending> failing = ConcurrentHashMap.newKeySet();

    private @Nullable Thread thread;
    private boolean closed;

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

    synchronized Ending of(JobRef job) {
        if (closed) {
            throw new IllegalStateException("this client is closed");
        }
        Ending ending = new Ending();
        waiting.put(ending, job);
        // However it completes: by us, or cancelled or timed out by whoever waits.
        var unused = ending.whenComplete((info, failure) -> {
            waiting.remove(ending);
            failing.remove(ending);
            wakeUp.release();
        });
        if (thread == null) {
            thread = new Thread(this::run, "starwhale-await");
            thread.setDaemon(true);
            thread.start();
        }
        wakeUp.release();
        return ending;
    }

    /** Looks now, because something has ended. */
    void wakeUp() {
        wakeUp.release();
    }

    private void run() {
        try {
            while (!isOver()) {
                waiting.forEach(this::look);
                time.await(wakeUp, interval);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nobody waits any more, and if so leaves the place to another thread. */
    private synchronized boolean isOver() {
        if (closed || waiting.isEmpty()) {
            thread = null;
            return true;
        }
        return false;
    }

    private void look(Ending ending, JobRef job) {
        try {
            JobInfo info = jobs.apply(job);
            ending.seen(info.status());
            if (info.status().isFinal()) {
                complete(ending, () -> ending.complete(info));
            } else {
                failures.apply(info)
                        .ifPresent(failure -> complete(ending, () -> ending.completeExceptionally(failure)));
            }
        } catch (NotFoundException | AmbiguousException | InvalidRequestException e) {
            complete(ending, () -> ending.completeExceptionally(e));
        } catch (RuntimeException e) {
            String message = "cannot look for the end of job {}, trying again: {}";
            if (failing.add(ending)) {
                LOG.warn(message, job.job(), e.getMessage());
            } else {
                LOG.debug(message, job.job(), e.getMessage());
            }
        }
    }

    /** In another thread: what depends on an end may take long, and others wait. */
    private void complete(Ending ending, Runnable completion) {
        waiting.remove(ending);
        ending.defaultExecutor().execute(completion);
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        List.copyOf(waiting.keySet())
                .forEach(ending -> complete(
                        ending,
                        () -> ending.completeExceptionally(new StarwhaleException(
                                "the client was closed while the end of a job was waited for; the job goes on",
                                null))));
        if (running != null) {
            running.interrupt();
        }
    }
}
