// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs jobs with the real swcli. The environment variable {@code SWCLI} names it, see {@code .ci/swcli}; without it these
 * tests are skipped.
 */
class RealSwcliTest {
    private static final RunTimes TIMES =
            new RunTimes(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final Path RESOURCES = Path.of("src", "test", "resources").toAbsolutePath();
    private static final String AT_WORK = "slow is at work: ";

    @TempDir
    static Path folder;

    private static Swcli swcli;
    private static Path root;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Runs runs;

    @BeforeAll
    static void buildModelAndDataset() throws Exception {
        assumeTrue(isThere(), "there is no swcli: set SWCLI to what .ci/swcli prints");
        swcli = Swcli.find(null, System.getenv());
        root = Files.createDirectories(folder.resolve("root"));
        swcli("model", "build", RESOURCES.resolve("standalone-model").toString(), "--project", "local/project/demo");
        // It goes into the current project, whatever is asked for.
        swcli("dataset", "build", "--name", "texts", "--json", RESOURCES + "/standalone-texts.jsonl");
    }

    private static boolean isThere() {
        try {
            return !Swcli.find(null, System.getenv()).executable().toString().isEmpty();
        } catch (InvalidRequestException notThere) {
            return false;
        }
    }

    /** What a user would type. */
    private static String swcli(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(swcli.executable().toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        builder.environment().put("SW_LOCAL_STORAGE", root.toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private static Map<String, String> environment() {
        return Map.of("SW_CLI_CONFIG", folder.resolve("config.yaml").toString());
    }

    @BeforeEach
    void open() {
        runs = new Runs(() -> swcli, TIMES);
    }

    @AfterEach
    void close() {
        if (runs != null) {
            runs.close();
        }
    }

    private static ModelRun run(String key, String handler, String... datasets) {
        return new ModelRun(
                root,
                "demo",
                RunVersion.of("demo", key, 0),
                "local/project/demo/model/ends/version/latest",
                handler,
                List.of(datasets),
                0,
                environment());
    }

    private RunningJob start(ModelRun run) {
        return runs.start(run, lines::add);
    }

    private static RunEnd end(RunningJob job) throws Exception {
        return job.ended().get(60, TimeUnit.SECONDS);
    }

    private static String info(ModelRun run) throws IOException, InterruptedException {
        return swcli("-o", "json", "job", "info", "local/project/demo/job/" + run.version());
    }

    @Test
    void runsOnceAndLeavesItsSummary() throws Exception {
        ModelRun run = run("works", "handlers:works");

        RunEnd first = end(start(run));
        RunEnd second = end(start(run));

        assertThat(first.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(lines).contains("this is the handler speaking");
        assertThat(run.folder().log()).exists();
        assertThat(info(run)).contains("\"rows\": 3", "\"status\": \"success\"", "\"project\": \"demo\"");
        assertThat(second.isAdopted()).isTrue();
        assertThat(second.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(swcli("-o", "json", "job", "list", "-p", "local/project/demo"))
                .containsOnlyOnce("\"version\": \"" + run.version());
    }

    @Test
    void failingHandler() throws Exception {
        ModelRun run = run("fails", "handlers:fails");

        RunEnd end = end(start(run));

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
        assertThat(end.lastLines()).last().isEqualTo("Exception: deliberate failure: bad input #42");
        assertThat(end(start(run)).isAdopted()).isTrue();
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
                root,
                "demo",
                known.version(),
                "local/project/demo/model/nosuch",
                known.handler(),
                List.of(),
                0,
                environment());

        RunEnd end = end(start(run));

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
        assertThat(end.isKept()).isFalse();
    }

    @Test
    void missingDataset() throws Exception {
        RunEnd end = end(start(run("missing dataset", "handlers:lengths")));

        assertThat(end.status()).isEqualTo(JobStatus.FAIL);
        assertThat(end.lastLines()).anyMatch(line -> line.contains("requires dataset"));
    }

    @Test
    void datasetIsRead() throws Exception {
        ModelRun run = run("dataset", "handlers:lengths", "local/project/self/dataset/texts/version/latest");

        assertThat(end(start(run)).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(info(run)).contains("\"total\": 8");
    }

    @Test
    void datasetHeadIsRead() throws Exception {
        ModelRun all = run("head", "handlers:lengths", "local/project/self/dataset/texts/version/latest");
        ModelRun run =
                new ModelRun(root, "demo", all.version(), all.model(), all.handler(), all.datasets(), 1, environment());

        assertThat(end(start(run)).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(info(run)).contains("\"total\": 3");
    }

    @Test
    void exampleIsEvaluated() throws Exception {
        Path example = Path.of("..", "..", "examples", "standalone-evaluation").toRealPath();
        swcli("model", "build", example.resolve("model").toString(), "--project", "local/project/demo");
        swcli("dataset", "build", "--name", "sentences", "--json", example + "/sentences.jsonl");
        ModelRun run = new ModelRun(
                root,
                "demo",
                RunVersion.of("demo", "example", 0),
                "local/project/demo/model/mood/version/latest",
                "evaluator:evaluate",
                List.of("local/project/self/dataset/sentences/version/latest"),
                0,
                environment());

        assertThat(end(start(run)).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(info(run)).contains("\"accuracy\": 0.8", "\"rows\": 5");
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
    void cancelInTheMiddleLeavesNoProcess() throws Exception {
        ModelRun run = run("cancel", "handlers:slow");
        RunningJob job = start(run);
        List<ProcessHandle> processes = atWork();
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);

        job.cancel();

        assertThat(end(job).status()).isEqualTo(JobStatus.CANCELED);
        assertThat(processes).hasSize(2).noneMatch(ProcessGroup::lives);
        assertThat(info(run)).contains("\"status\": \"start\"");
        assertThat(end(start(run)).isAdopted()).isTrue();
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
