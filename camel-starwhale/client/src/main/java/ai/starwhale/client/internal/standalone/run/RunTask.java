// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import ai.starwhale.client.internal.standalone.run.RunningJob.Wish;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets one job run, once: under the lock of its root, and only if nobody has run it or is running it. What an attempt left
 * behind that was killed is cleared away, and the job is run again.
 */
final class RunTask implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RunTask.class);
    private static final int SIGNALLED = 128;

    private final RunningJob job;
    private final ModelRun run;
    private final JobFolder folder;
    private final Swcli swcli;
    private final RunTimes times;

    RunTask(RunningJob job, Swcli swcli, RunTimes times) {
        this.job = job;
        this.run = job.run();
        this.folder = run.folder();
        this.swcli = swcli;
        this.times = times;
    }

    @Override
    public void run() {
        RunEnd end;
        try {
            end = runUnderLock();
        } catch (IOException e) {
            job.fails(new StarwhaleException("cannot run " + run + ": " + e, e));
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            job.fails(closed(run));
            return;
        } catch (RuntimeException e) {
            job.fails(e);
            return;
        } catch (Error e) {
            job.fails(new StarwhaleException("cannot run " + run, e));
            throw e;
        }
        // Whoever is told may count on the lock being free.
        job.ends(end);
    }

    private RunEnd runUnderLock() throws IOException, InterruptedException {
        RunLock lock = takeLock();
        try {
            return runOnce();
        } finally {
            lock.close();
        }
    }

    private RunLock takeLock() throws IOException, InterruptedException {
        while (true) {
            Optional<RunLock> lock = RunLock.tryTake(run.root());
            if (lock.isPresent()) {
                return lock.get();
            }
            checkOpen();
            Thread.sleep(times.poll().toMillis());
        }
    }

    private RunEnd runOnce() throws IOException, InterruptedException {
        Optional<RunEnd> followed = followLive();
        if (followed.isPresent()) {
            return followed.get();
        }
        Optional<RunEnd> earlier = earlier(folder);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        ZonedDateTime started = ZonedDateTime.now(ZoneId.systemDefault());
        if (!job.begins()) {
            checkOpen();
            return cancelled(job);
        }
        folder.makeEmpty();
        LOG.info("running {}", run);
        RunProcess process = RunProcess.start(job, swcli, times);
        process.follow();
        return judged(process, started);
    }

    /** The job has ended before. */
    static Optional<RunEnd> earlier(JobFolder folder) {
        return folder.ended().map(status -> new RunEnd(status, "it had ended before", true, true, List.of()));
    }

    /** The job was cancelled before its turn had come. */
    static RunEnd cancelled(RunningJob job) throws IOException {
        ModelRun run = job.run();
        run.folder().writeManifest(run.manifest("start", ZonedDateTime.now(ZoneId.systemDefault())));
        return new RunEnd(JobStatus.CANCELED, "cancelled before it ran", false, true, List.of());
    }

    /** A run whose starter was killed goes on: waits for it, whatever its job; gives its end if that is this job's. */
    private Optional<RunEnd> followLive() throws IOException, InterruptedException {
        Optional<LiveRun> live = LiveRun.of(run.root());
        if (live.isEmpty()) {
            return Optional.empty();
        }
        LiveRun other = live.get();
        if (other.is(folder)) {
            LOG.info("{} is running already: following it", run);
            // Cancelled before: then it is told so as soon as it is followed.
            job.begins();
            RunProcess process = RunProcess.of(job, other, times);
            process.follow();
            checkOpen();
            if (folder.ended().isEmpty() && job.wish() == Wish.RUN) {
                return Optional.empty();
            }
            RunEnd end = judged(process, ZonedDateTime.now(ZoneId.systemDefault()));
            return Optional.of(new RunEnd(end.status(), end.reason(), true, end.isKept(), end.lastLines()));
        }
        LOG.info("{} waits for {}, which an earlier process has left running", run, other.version());
        RunningJob left = new RunningJob(
                new ModelRun(run.root(), other.project(), other.version(), "", "", List.of(), 0, run.environment()));
        RunProcess process = RunProcess.of(left, other, times);
        process.follow(() -> job.wish() == Wish.CLOSE);
        checkOpen();
        return Optional.empty();
    }

    /** Exit code and manifest decide. What swcli could not write down is written down here, unless it was killed. */
    private RunEnd judged(RunProcess process, ZonedDateTime started) throws IOException, InterruptedException {
        Optional<JobStatus> written = folder.ended();
        OptionalInt code = process.exitCode();
        if (written.isPresent()) {
            JobStatus status = written.get();
            if (status.equals(JobStatus.SUCCESS) && code.orElse(0) != 0) {
                // Tables are written last: some may be missing.
                folder.writeManifest(run.manifest("failed", started));
                return ending(JobStatus.FAIL, "swcli finished and then ended with " + code.getAsInt(), true);
            }
            String how = code.isPresent() ? ", exit code " + code.getAsInt() : "";
            return ending(status, "as swcli said" + how, true);
        }
        if (job.wish() == Wish.CANCEL) {
            folder.writeManifest(run.manifest("start", started));
            return ending(JobStatus.CANCELED, "cancelled", true);
        }
        checkOpen();
        if (code.isEmpty() || code.getAsInt() > SIGNALLED) {
            return ending(JobStatus.FAIL, "its process was killed (exit code " + code.orElse(-1) + ")", false);
        }
        boolean begun = folder.hasBegun();
        if (begun) {
            folder.writeManifest(run.manifest("failed", started));
        }
        String what = begun ? "swcli could not run it" : "swcli did not begin to run it";
        return ending(JobStatus.FAIL, what + ", exit code " + code.getAsInt(), begun);
    }

    private RunEnd ending(JobStatus status, String reason, boolean isKept) {
        return new RunEnd(status, reason, false, isKept, job.lastLines());
    }

    private void checkOpen() {
        if (job.wish() == Wish.CLOSE) {
            throw closed(run);
        }
    }

    static StarwhaleException closed(ModelRun run) {
        return new StarwhaleException(
                "the client was closed before " + run
                        + " had ended, and the run was ended with it; it is run again when it is asked for again",
                null);
    }
}
