// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.StarwhaleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How runs end, and what they leave behind. */
@DisabledOnOs(OS.WINDOWS)
class RunsTest {
    @TempDir
    Path folder;

    private RunsBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new RunsBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void successTellsItsOutputToTheListenerAndTheLog() throws Exception {
        RunningJob job = bench.start("a", "works");

        RunEnd end = bench.end(job);

        assertThat(end.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(end.isAdopted()).isFalse();
        assertThat(job.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(bench.lines).hasSize(3).contains("bold words").last().isEqualTo("💯 finish run, success!");
        assertThat(end.lastLines()).isEqualTo(bench.lines);
        assertThat(Files.readString(job.log())).contains("\u001B[1mbold\u001B[0m words");
    }

    @Test
    void jobIsRunningWhileItRuns() throws Exception {
        RunningJob first = bench.start("a", "waits");
        RunningJob second = bench.start("b", "works");
        Awaitility.await().until(() -> bench.lines.contains("at work"));

        assertThat(first.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(second.status()).isEqualTo(JobStatus.CREATED);
        assertThat(bench.runs.running(first.run().folder())).contains(first);
        assertThat(Runs.isLive(first.run().folder())).isTrue();
        assertThat(Runs.isLive(second.run().folder())).isFalse();

        bench.go();
        bench.end(second);
        assertThat(bench.started()).containsExactly("waits", "works");
        assertThat(bench.runs.running(first.run().folder())).isEmpty();
    }

    @Test
    void failureCarriesTheLastLines() throws Exception {
        RunningJob job = bench.start("a", "fails");

        RunEnd end = bench.end(job);

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
        assertThat(end.lastLines()).last().isEqualTo("Exception: deliberate failure");
        assertThat(end.asException("job x", job.log()))
                .hasMessageContaining("job x: FAIL")
                .hasMessageContaining("exit code 1")
                .hasMessageContaining(job.log().toString())
                .hasMessageContaining("ValueError: deliberate failure");
    }

    @Test
    void failureThatSwcliDoesNotWriteDownIsWrittenDown() throws Exception {
        RunningJob job = bench.start("a", "unknown-handler");

        RunEnd end = bench.end(job);

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
        assertThat(end.isKept()).isTrue();
        assertThat(job.run().folder().ended()).contains(JobStatus.FAIL);
    }

    @Test
    void whatDidNotBeginIsNoJob() throws Exception {
        RunningJob job = bench.start("a", "unknown-model");

        RunEnd end = bench.end(job);

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
        assertThat(end.isKept()).isFalse();
        assertThat(job.run().folder().ended()).isEmpty();
        assertThat(end.lastLines()).singleElement().asString().startsWith("ValueError: not found any modules");
    }

    @Test
    void runThatHangsAfterItsEndIsEnded() throws Exception {
        RunEnd end = bench.end(bench.start("a", "hangs"));

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
    }

    @Test
    void runThatStillWritesIsNotEnded() throws Exception {
        RunEnd end = bench.end(bench.start("a", "busy"));

        assertThat(end.lastLines()).last().isEqualTo("tables written");
    }

    @Test
    void handlerThatClaimsToHaveFinishedIsNotBelieved() throws Exception {
        RunEnd end = bench.end(bench.start("a", "claims"));

        assertThat(end.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(bench.lines.stream().filter(line -> line.contains("finish run")))
                .hasSize(2);
    }

    @Test
    void successOfWhichTheTablesWereNotWrittenIsAFailure() throws Exception {
        RunningJob job = bench.start("a", "dies-late");

        assertThat(bench.end(job).status()).isEqualTo(JobStatus.FAIL);
        assertThat(job.run().folder().ended()).contains(JobStatus.FAIL);
    }

    @Test
    void cancelIsListenedTo() throws Exception {
        assumeFalse(interruptsAreIgnored(), "a build behind nohup or & cannot interrupt what it starts");
        RunningJob job = bench.open(RunTimes.DEFAULT).start(bench.run("a", "listens"), bench.lines::add);
        ProcessHandle child = bench.atWork();

        job.cancel();

        assertThat(job.status()).isIn(JobStatus.CANCELLING, JobStatus.CANCELED);
        RunEnd end = bench.end(job);
        assertThat(end.status()).isEqualTo(JobStatus.CANCELED);
        assertThat(end.reason()).isEqualTo("as swcli said, exit code 1");
        Awaitility.await().until(() -> !ProcessGroup.lives(child));
    }

    /** What ignores a signal leaves that to all that it starts. */
    static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(
                                                line.substring("SigIgn:".length())
                                                        .strip(),
                                                16)
                                        & 2)
                                != 0);
    }

    @Test
    void cancelEndsAlsoWhatDoesNotListen() throws Exception {
        RunningJob job = bench.start("a", "slow");
        ProcessHandle child = bench.atWork();

        job.cancel();

        assertThat(bench.end(job).status()).isEqualTo(JobStatus.CANCELED);
        Awaitility.await().until(() -> !ProcessGroup.lives(child));
        assertThat(Runs.isLive(job.run().folder())).isFalse();
        assertThat(job.run().folder().ended()).contains(JobStatus.CANCELED);
    }

    @Test
    void jobThatWaitsForItsTurnIsCancelledAtOnce() throws Exception {
        RunningJob first = bench.start("a", "waits");
        RunningJob second = bench.start("b", "works");
        Awaitility.await().until(() -> RunsBench.isRunning(first));

        second.cancel();

        assertThat(bench.end(second).status()).isEqualTo(JobStatus.CANCELED);
        assertThat(RunsBench.isRunning(first)).isTrue();
        bench.go();
        bench.end(first);
        bench.end(bench.start("c", "works"));
        assertThat(bench.started()).containsExactly("waits", "works");
    }

    @Test
    void closeEndsEverythingAndLeavesTheKeyToBeRunAgain() throws Exception {
        RunningJob first = bench.start("a", "slow");
        RunningJob second = bench.start("b", "works");
        ProcessHandle child = bench.atWork();

        bench.runs.close();

        assertThat(ProcessGroup.lives(child)).isFalse();
        assertThatThrownBy(() -> bench.end(first)).hasCauseInstanceOf(StarwhaleException.class);
        assertThatThrownBy(() -> bench.end(second)).hasMessageContaining("was closed");
        assertThatThrownBy(() -> bench.start("c", "works")).isInstanceOf(IllegalStateException.class);
        assertThat(first.run().folder().ended()).isEmpty();
        Runs next = bench.open();
        assertThat(bench.end(next.start(bench.run("a", "works"), line -> {})).isAdopted())
                .isFalse();
        assertThat(bench.started()).containsExactly("slow", "works");
    }

    @Test
    void listenerThatFailsDoesNotHoldUpTheRun() throws Exception {
        RunningJob job = bench.runs.start(bench.run("a", "works"), line -> {
            throw new IllegalStateException("deliberate");
        });

        assertThat(bench.end(job).status()).isEqualTo(JobStatus.SUCCESS);
    }
}
