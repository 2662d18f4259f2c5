// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.RealSwcli;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the real swcli does where it is left alone with what the public API refuses, hangs, or is killed. */
class RealSwcliTest {
    private static final String AT_WORK = "slow is at work: ";

    private static RealSwcli real;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Runs runs;

    @BeforeAll
    static void build() throws Exception {
        real = RealSwcli.get();
    }

    @BeforeEach
    void open() {
        runs = new Runs(real::swcli, RealSwcli.TIMES);
    }

    @AfterEach
    void close() {
        if (runs != null) {
            runs.close();
        }
    }

    private static ModelRun run(String key, String handler, String... datasets) {
        return new ModelRun(
                real.root(),
                "demo",
                RunVersion.of("demo", key, 0),
                "local/project/demo/model/ends/version/latest",
                handler,
                List.of(datasets),
                0,
                real.environment());
    }

    private RunningJob start(ModelRun run) {
        return runs.start(run, lines::add);
    }

    private static RunEnd end(RunningJob job) throws Exception {
        return job.ended().get(60, TimeUnit.SECONDS);
    }

    private static String info(ModelRun run) throws IOException, InterruptedException {
        return real.run("-o", "json", "job", "info", "local/project/demo/job/" + run.version());
    }

    @Test
    void unknownHandler() throws Exception {
        ModelRun run = run("unknown handler", "handlers:nosuch");

        RunEnd end = end(start(run));

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
        assertThat(end.lastLines()).last().asString().contains("invalid literal", "handlers:nosuch");
        // What is written down in swcli's stead must be something that swcli can read.
        assertThat(info(run)).contains("\"status\": \"failed\"");
    }

    @Test
    void unknownModel() throws Exception {
        ModelRun known = run("unknown model", "handlers:works");
        ModelRun run = new ModelRun(
                real.root(),
                "demo",
                known.version(),
                "local/project/demo/model/nosuch",
                known.handler(),
                List.of(),
                0,
                real.environment());

        RunEnd end = end(start(run));

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
        assertThat(end.isKept()).isFalse();
    }

    @Test
    void swcliThatHangsIsEnded() throws Exception {
        RunningJob job = start(run("hangs", "handlers:hangs", "local/project/self/dataset/texts/version/latest"));

        RunEnd end = end(job);

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
        assertThat(end.lastLines()).contains("Exception: 'deliberate failure inside the iteration'");
        assertThat(end.reason()).isEqualTo("as swcli said");
    }

    @Test
    void killedAttemptIsRunAgain() throws Exception {
        RunningJob killed = start(run("killed", "handlers:slow"));
        atWork().forEach(ProcessHandle::destroyForcibly);
        assertThat(end(killed).isKept()).isFalse();

        RunEnd again = end(start(run("killed", "handlers:works")));

        assertThat(again.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(again.isAdopted()).isFalse();
        assertThat(info(killed.run())).contains("\"rows\": 3");
    }

    /** Waits until the slow handler works, and gives its process and the one that it has started. */
    private List<ProcessHandle> atWork() {
        String line = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> lines.stream()
                                .filter(one -> one.startsWith(AT_WORK))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
        return List.of(line.substring(AT_WORK.length()).split(" ")).stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }
}
