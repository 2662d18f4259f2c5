// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.IfEnded;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.internal.standalone.files.Confined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One key is one run, whoever asks for it and whoever was killed. */
@DisabledOnOs(OS.WINDOWS)
class RunOnceTest {
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
    void secondRequestStartsNothing() throws Exception {
        bench.end(bench.start("a", "fails"));

        RunEnd again = bench.end(bench.start("a", "fails"));
        RunEnd elsewhere = bench.end(bench.open().start(bench.run("a", "fails"), line -> {}));

        assertThat(again.isAdopted()).isTrue();
        assertThat(again.status()).isEqualTo(JobStatus.FAIL);
        assertThat(elsewhere).isEqualTo(again);
        assertThat(bench.started()).containsExactly("fails");
    }

    @Test
    void requestsAtTheSameTimeAreOneRun() throws Exception {
        RunningJob first = bench.start("a", "waits");
        RunningJob second = bench.start("a", "waits");
        RunningJob ofAnotherClient = bench.open().start(bench.run("a", "waits"), line -> {});
        Awaitility.await().until(() -> bench.lines.contains("at work"));

        bench.go();

        assertThat(second).isSameAs(first);
        assertThat(bench.end(first).isAdopted()).isFalse();
        assertThat(bench.end(ofAnotherClient).isAdopted()).isTrue();
        assertThat(bench.started()).containsExactly("waits");
    }

    @Test
    void killedAttemptIsRunAgain() throws Exception {
        RunEnd killed = bench.end(bench.start("a", "is-killed"));
        assertThat(killed.status()).isEqualTo(JobStatus.FAIL);
        assertThat(killed.isKept()).isFalse();
        assertThat(bench.run("a", "works").folder().hasBegun()).isTrue();

        RunEnd again = bench.end(bench.start("a", "works"));

        assertThat(again.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(again.isAdopted()).isFalse();
        assertThat(bench.started()).containsExactly("is-killed", "works");
    }

    @Test
    void runOfAProcessThatWasKilledIsFollowed() throws Exception {
        Process orphan = bench.orphan(bench.run("a", "waits"));
        try {
            RunningJob job = bench.start("a", "waits");
            Awaitility.await().until(() -> bench.lines.contains("at work"));
            assertThat(RunsBench.isRunning(job)).isTrue();

            bench.go();

            RunEnd end = bench.end(job);
            assertThat(end.status()).isEqualTo(JobStatus.SUCCESS);
            assertThat(end.isAdopted()).isTrue();
            assertThat(end.lastLines()).last().isEqualTo("💯 finish run, success!");
            assertThat(bench.started()).containsExactly("waits");
        } finally {
            orphan.destroyForcibly();
        }
    }

    @Test
    void runOfAProcessThatWasKilledIsCancelledToo() throws Exception {
        Process orphan = bench.orphan(bench.run("a", "slow"));
        RunningJob job = bench.start("a", "slow");
        ProcessHandle child = bench.atWork();

        job.cancel();

        assertThat(bench.end(job).status()).isEqualTo(JobStatus.CANCELED);
        assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().until(() -> !ProcessGroup.lives(child));
    }

    @Test
    void anotherRunOfAProcessThatWasKilledIsWaitedFor() throws Exception {
        Process orphan = bench.orphan(bench.run("a", "waits"));
        try {
            RunningJob job = bench.start("b", "works");
            assertThat(bench.started()).containsExactly("waits");

            bench.go();

            bench.end(job);
            assertThat(bench.started()).containsExactly("waits", "works");
            assertThat(bench.run("a", "waits").folder().ended()).contains(JobStatus.SUCCESS);
        } finally {
            orphan.destroyForcibly();
        }
    }

    @Test
    void processesThatRaceRunItOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            // Not the file of this process.
                            "-Dtest.log=" + folder.resolve("racer" + i + ".log"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Racer.class.getName(),
                            bench.root.toString(),
                            bench.swcli.executable().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("racer" + i + ".txt").toFile())
                    .start());
        }
        try {
            for (Process process : processes) {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(bench.started()).containsExactly("claims");
    }

    /** Asks for the job of one key, in a process of its own. */
    static final class Racer {
        private Racer() {}

        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            try (Runs runs = new Runs(() -> new Swcli(Path.of(arguments[1])), RunsBench.SHORT)) {
                ModelRun run = new ModelRun(
                        root, "demo", RunVersion.of("demo", "race", 0), "m", "claims", List.of(), 0, Map.of());
                RunEnd end = runs.start(run, line -> {}).ended().get(30, TimeUnit.SECONDS);
                System.exit(end.status().equals(JobStatus.SUCCESS) ? 0 : 1);
            }
        }
    }

    @Test
    void versionsAreThoseOfSwclisForm() {
        assertThat(RunVersion.of("demo", "key", 0))
                .isEqualTo(RunVersion.of("demo", "key", 0))
                .matches("[a-z2-7]{40}");
        assertThat(List.of(
                        RunVersion.of("demo", "key", 0),
                        RunVersion.of("demo", "key", 1),
                        RunVersion.of("demo", "key2", 0),
                        RunVersion.of("demo2", "key", 0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void newAttemptIsMadeForWhatEndedBadly() throws Exception {
        String first = RunVersion.of("demo", "a", 0);
        String second = RunVersion.of("demo", "a", 1);
        assertThat(version(IfEnded.ADOPT))
                .isEqualTo(version(IfEnded.NEW_ATTEMPT))
                .isEqualTo(first);

        bench.end(bench.start("a", "fails"));
        assertThat(version(IfEnded.ADOPT)).isEqualTo(first);
        assertThat(version(IfEnded.NEW_ATTEMPT)).isEqualTo(second);

        ModelRun retry = new ModelRun(bench.root, "demo", second, "m", "works", List.of(), 0, Map.of());
        bench.end(bench.runs.start(retry, line -> {}));
        assertThat(version(IfEnded.ADOPT))
                .isEqualTo(version(IfEnded.NEW_ATTEMPT))
                .isEqualTo(second);

        // Removed, as swcli does it.
        Path removed = bench.root.resolve("demo/job/.recover/" + second.substring(0, 2));
        Files.createDirectories(removed);
        Files.move(retry.folder().path(), removed.resolve(second));
        assertThat(version(IfEnded.ADOPT)).isEqualTo(second);
        assertThat(version(IfEnded.NEW_ATTEMPT)).isEqualTo(RunVersion.of("demo", "a", 2));
        assertThat(bench.end(bench.runs.start(retry, line -> {})).isAdopted()).isTrue();
    }

    private String version(IfEnded ifEnded) {
        return RunVersion.forKey(new Confined(bench.root), "demo", "a", ifEnded);
    }
}
