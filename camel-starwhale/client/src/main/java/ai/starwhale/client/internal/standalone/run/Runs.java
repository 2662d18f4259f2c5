// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.StarwhaleException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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

    private final Swcli swcli;
    private final RunTimes times;
    private final Map<JobFolderKey, RunningJob> jobs = new HashMap<>();
    private @Nullable Thread atExit;
    private boolean closed;

    private record JobFolderKey(Path root, String project, String version) {
        static JobFolderKey of(ModelRun run) {
            return new JobFolderKey(run.root(), run.project(), run.version());
        }
    }

    public Runs(Swcli swcli, RunTimes times) {
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
        JobFolderKey key = JobFolderKey.of(run);
        RunningJob present = jobs.get(key);
        if (present != null && !present.hasEnded()) {
            present.listen(listener);
            return present;
        }
        RunningJob job = new RunningJob(run);
        job.listen(listener);
        try {
            Optional<RunEnd> earlier = isLive(run) ? Optional.empty() : RunTask.earlier(run.folder());
            if (earlier.isPresent()) {
                job.ends(earlier.get());
                return job;
            }
            RunQueue queue = RunQueue.of(run.root());
            endAtExit();
            jobs.put(key, job);
            var unused = job.ended().whenComplete((end, failure) -> forget(key, job));
            queue.add(new RunTask(job, swcli, times));
            return job;
        } catch (IOException e) {
            throw new StarwhaleException("cannot run " + run + ": " + e, e);
        }
    }

    /** The run that was asked for here and has not ended. */
    public synchronized Optional<RunningJob> running(Path root, String project, String version) {
        Path regular = root.toAbsolutePath().normalize();
        return Optional.ofNullable(jobs.get(new JobFolderKey(regular, project, version)))
                .filter(job -> !job.hasEnded());
    }

    /** Whether a process runs this job now, whichever process has started it; reads one small file. */
    public static boolean isLive(Path root, String project, String version) {
        try {
            return LiveRun.of(root)
                    .filter(live ->
                            live.project().equals(project) && live.version().equals(version))
                    .isPresent();
        } catch (IOException e) {
            throw new StarwhaleException("cannot tell whether a job runs on " + root + ": " + e, e);
        }
    }

    private static boolean isLive(ModelRun run) {
        return isLive(run.root(), run.project(), run.version());
    }

    private synchronized void forget(JobFolderKey key, RunningJob job) {
        jobs.remove(key, job);
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
        return List.copyOf(jobs.values());
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
