// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.internal.standalone.run.RunningJob.Wish;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of one run, which was started here or by a process that is not there any more. */
final class RunProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RunProcess.class);
    /** What others may have set for runs of theirs. */
    private static final List<String> FOREIGN = List.of(
            "SW_DATASET_URI",
            "SW_FINETUNE_VALIDATION_DATASET_URI",
            "SW_JOB_VERSION",
            "SW_DATASET_ROW_START",
            "SW_DATASET_ROW_END",
            "SW_EVALUATION_SUMMARY_TABLE");

    private final RunningJob job;
    private final @Nullable Process child;
    private final ProcessGroup group;
    private final RunTimes times;
    private boolean ended;

    private RunProcess(RunningJob job, @Nullable Process child, ProcessHandle process, RunTimes times) {
        this.job = job;
        this.child = child;
        this.group = new ProcessGroup(process);
        this.times = times;
    }

    /** Starts swcli; all that it prints goes to the job's log. */
    static RunProcess start(RunningJob job, Swcli swcli, RunTimes times) throws IOException {
        ModelRun run = job.run();
        List<String> command = new ArrayList<>(ProcessGroup.leading(System.getenv()));
        command.addAll(LiveRun.noting(run));
        command.addAll(run.command(swcli));
        File log = job.log().toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(run.root().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log);
        Map<String, String> environment = builder.environment();
        FOREIGN.forEach(environment::remove);
        environment.putAll(run.environment());
        environment.put("SW_LOCAL_STORAGE", run.root().toString());
        // Lines are to be seen when they are printed, and emojis must not fail in a locale without them.
        environment.put("PYTHONUNBUFFERED", "1");
        environment.put("PYTHONIOENCODING", "utf-8");
        Process child = builder.start();
        return new RunProcess(job, child, child.toHandle(), times);
    }

    /** Follows a run that somebody else started. */
    static RunProcess of(RunningJob job, LiveRun live, RunTimes times) {
        return new RunProcess(job, null, live.process(), times);
    }

    /** Reads the output until the process has ended, and ends it when that is wished or when it hangs. */
    void follow() throws IOException, InterruptedException {
        follow(() -> false);
    }

    /** The same, unless it is not to be followed any longer. */
    void follow(BooleanSupplier isLeft) throws IOException, InterruptedException {
        try (LogTail tail = new LogTail(job.log(), job::printed)) {
            Quiet quiet = new Quiet();
            long interruptedAt = 0;
            while (!group.awaitEnd(times.poll())) {
                tail.read();
                if (isLeft.getAsBoolean()) {
                    return;
                }
                Wish wish = job.wish();
                if (wish == Wish.CANCEL && interruptedAt == 0) {
                    interruptedAt = System.nanoTime();
                    group.interrupt();
                }
                boolean deaf = interruptedAt != 0
                        && System.nanoTime() - interruptedAt > times.interrupt().toNanos();
                boolean hung = isFinished() && quiet.isTooLong();
                if (hung) {
                    LOG.warn("{} has finished and its process does not end: ending it", job.run());
                }
                if (wish == Wish.CLOSE || deaf || hung) {
                    end();
                }
            }
            if (job.wish() != Wish.RUN && !ended) {
                // The process listened; those that it started may not have.
                group.end(times.end());
            }
            tail.finish();
        }
    }

    private void end() throws InterruptedException {
        ended = true;
        group.end(times.end());
    }

    /** A handler can print the line too, but swcli writes the manifest before it does. */
    private boolean isFinished() {
        return job.output().isFinished() && job.run().folder().hasManifest();
    }

    /** The exit code of a child that ended by itself; more than 128 when a signal from elsewhere ended it. */
    OptionalInt exitCode() throws InterruptedException {
        return child == null || ended || !child.waitFor(1, TimeUnit.SECONDS)
                ? OptionalInt.empty()
                : OptionalInt.of(child.exitValue());
    }

    /** Tells a process that hangs from one that still writes its tables: the latter uses a processor. */
    private final class Quiet {
        private long since;
        private Duration used = Duration.ZERO;

        boolean isTooLong() {
            long now = System.nanoTime();
            if (since != 0 && now - since < times.finish().toNanos()) {
                return false;
            }
            Duration before = used;
            used = group.cpuTime();
            boolean first = since == 0;
            since = now;
            return !first && used.minus(before).compareTo(times.finish().dividedBy(10)) < 0;
        }
    }
}
