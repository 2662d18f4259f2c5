// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.standalone.files.Confined;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs of Standalone instances through swcli, each version once: a version that has run, or that another process is
 * running, is not started again. On one root one job runs at a time, in all processes of this machine together; the others
 * wait for their turn.
 *
 * <p>When this is closed, or the Java process ends in order, the jobs that were asked for here are ended with all their
 * processes. When the Java process is killed its job goes on, and whoever asks for it next follows it.
 */
public final class Runs implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Supplier<Swcli> swcli;
    private final RunTimes times;
    /** Those that have not ended, and those that have left nothing that tells how they ended. */
    private final Map<JobFolder, RunningJob> jobs = new HashMap<>();

    private @Nullable Thread atExit;
    private boolean closed;

    /** {@code swcli} is looked for when it is needed. */
    public Runs(Supplier<Swcli> swcli, RunTimes times) {
        this.swcli = swcli;
        this.times = times;
    }

    /**
     * Runs a job, or finds the run of this version: under way here, under way elsewhere, or ended before
     * ({@link RunEnd#isAdopted}). Does not wait for anything.
     *
     * @param listener is told each line of the output
     */
    public synchronized RunningJob start(ModelRun run, Consumer<String> listener) {
        if (closed) {
            throw new IllegalStateException("this client is closed");
        }
        JobFolder key = run.folder();
        RunningJob present = jobs.get(key);
        if (present != null && !present.hasEnded()) {
            present.listen(listener);
            return present;
        }
        RunningJob job = new RunningJob(run);
        job.listen(listener);
        try {
            Optional<RunEnd> earlier = earlier(key);
            if (earlier.isPresent()) {
                job.ends(earlier.get());
                return job;
            }
            Swcli found = swcli.get();
            key.make();
            RunQueue queue = RunQueue.of(run.root());
            endAtExit();
            jobs.put(key, job);
            var unused = job.ended().whenComplete((end, failure) -> forget(key, job));
            queue.add(new RunTask(job, found, times));
            return job;
        } catch (IOException e) {
            throw new StarwhaleException("cannot run " + run + ": " + e, e);
        }
    }

    /** The run that was asked for here and has not ended. */
    public Optional<RunningJob> running(JobFolder job) {
        return asked(job).filter(found -> !found.hasEnded());
    }

    private synchronized Optional<RunningJob> asked(JobFolder job) {
        return Optional.ofNullable(jobs.get(job));
    }

    /** Whether a process runs this job now, whichever process has started it; reads one small file. */
    public static boolean isLive(JobFolder job) {
        return live(job.root()).filter(live -> live.is(job)).isPresent();
    }

    private static Optional<LiveRun> live(Confined root) {
        try {
            return LiveRun.of(root.folder());
        } catch (IOException e) {
            throw new StarwhaleException("cannot tell what runs on " + root.folder() + ": " + e, e);
        }
    }

    /** How the job has ended before; nothing when it has not, was killed, or still writes. */
    public static Optional<RunEnd> earlier(JobFolder job) {
        return isLive(job) ? Optional.empty() : RunTask.earlier(job);
    }

    /**
     * What is known of the jobs of a root now; what runs is looked up once for all of them. A job that has written its
     * manifest and whose process lives has not ended: it writes its tables last.
     */
    public Function<JobFolder, Optional<LiveJob>> now(Confined root) {
        Optional<LiveRun> live = live(root);
        return job -> {
            boolean isLive = live.filter(run -> run.is(job)).isPresent();
            Optional<RunningJob> asked = asked(job).filter(found -> !found.isWrittenDown());
            return asked.isEmpty() && !isLive ? Optional.empty() : Optional.of(known(asked, isLive));
        };
    }

    private static LiveJob known(Optional<RunningJob> asked, boolean isLive) {
        JobStatus here = asked.map(RunningJob::status).orElse(JobStatus.CREATED);
        // What does not run here waits for the process that runs it.
        boolean isElsewhere = isLive && !here.equals(JobStatus.RUNNING) && !here.equals(JobStatus.CANCELLING);
        return new LiveJob(isElsewhere ? JobStatus.RUNNING : here, isElsewhere, asked);
    }

    private synchronized void forget(JobFolder key, RunningJob job) {
        if (job.isWrittenDown()) {
            jobs.remove(key, job);
        }
    }

    private void endAtExit() {
        if (atExit == null) {
            Thread hook = new Thread(this::endAll, "starwhale-run-exit");
            Runtime.getRuntime().addShutdownHook(hook);
            atExit = hook;
        }
    }

    private synchronized List<RunningJob> closing() {
        closed = true;
        return jobs.values().stream().filter(job -> !job.hasEnded()).toList();
    }

    /** Ends all and waits for it, so long at most as ending may take. */
    private void endAll() {
        List<RunningJob> open = closing();
        open.forEach(RunningJob::close);
        CompletableFuture<?>[] ends = open.stream().map(RunningJob::ended).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends)
                    .get(times.end().multipliedBy(3).plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException closedAsWished) {
            return;
        } catch (TimeoutException e) {
            LOG.warn(
                    "jobs did not end when they were told to: {}",
                    open.stream().map(RunningJob::run).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all jobs that were asked for here, with all processes that they started, and waits until they have ended. */
    @Override
    public void close() {
        endAll();
        Thread hook;
        synchronized (this) {
            hook = atExit;
            atExit = null;
        }
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException exiting) {
                LOG.debug("closed while the process exits");
            }
        }
    }
}
