// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.internal.standalone.run.RunsProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that are made from Java, run by the real swcli, and read from Java. */
class RealStandaloneTest {
    private static final String TEXTS = "local/project/self/dataset/texts/version/latest";
    private static final String AT_WORK = "slow is at work: ";
    private static final Duration LONG = Duration.ofSeconds(60);

    private static RealSwcli real;

    private Starwhale client;

    @BeforeAll
    static void build() throws Exception {
        real = RealSwcli.get();
    }

    @BeforeEach
    void open() {
        client = real.client();
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
    }

    private static JobRequest.Builder request(String handler) {
        return JobRequest.builder().project("demo").model("ends").runHandler(handler);
    }

    private static List<String> log(Job job) throws IOException {
        try (BufferedReader text = job.logs(job.tasks().get(0).id()).get(0).open()) {
            return text.lines().toList();
        }
    }

    @Test
    void jobIsMadeWatchedAndReadAndItsKeyStartsNothingMore() throws Exception {
        JobRequest request = request("handlers:works")
                .idempotencyKey("night/1")
                .comment("nightly")
                .build();

        Job job = client.startJob(request);
        CompletableFuture<JobInfo> end = job.ended();
        Awaitility.await().atMost(LONG).until(() -> job.status().equals(JobStatus.RUNNING));
        assertThat(client.jobs("demo", PageRequest.of(1, 1)).items())
                .first()
                .extracting(JobInfo::uri)
                .isEqualTo(job.uri());

        JobInfo info = end.get(60, TimeUnit.SECONDS);
        assertThat(info.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(info.runHandler()).isEqualTo("handlers:works");
        assertThat(info.model().name()).isEqualTo("ends");
        assertThat(info.comment()).isEqualTo("nightly");
        assertThat(job.summary()).containsEntry("rows", 3L);
        List<Object> squares = new ArrayList<>();
        try (RowStream rows = job.rows("results")) {
            rows.forEachRemaining(row -> squares.add(row.get("square")));
        }
        assertThat(squares).containsExactly(0L, 1L, 4L);
        assertThat(log(job)).contains("this is the handler speaking");

        Job again = client.createJob(request);
        assertThat(again.info()).isEqualTo(info);
        assertThat(real.run("-o", "json", "job", "list", "-p", "local/project/demo"))
                .containsOnlyOnce("\"version\": \"" + info.id());
    }

    @Test
    void failingHandler() {
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> client.createJob(request("handlers:fails").build()))
                .satisfies(failure -> assertThat(failure.lastLines())
                        .last()
                        .isEqualTo("Exception: deliberate failure: bad input #42"));
    }

    @Test
    void whatIsNotThereIsSaidBeforeSwcliIsStarted() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> client.startJob(request("handlers:nosuch").build()))
                .withMessageContaining("handlers:works");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> client.startJob(request("handlers:lengths").build()))
                .withMessageContaining("needs a dataset");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.startJob(
                        request("handlers:lengths").datasets("texts").build()))
                .withMessageContaining("dataset 'texts' of project 'demo'");
    }

    @Test
    void datasetIsReadUpToItsHead() {
        Job all = client.startJob(request("handlers:lengths").datasets(TEXTS).build());
        Job head = client.startJob(
                request("handlers:lengths").datasets(TEXTS).datasetHead(1).build());

        assertThat(all.await(LONG).datasets()).extracting(BundleVersion::name).containsExactly("texts");
        assertThat(head.await(LONG).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(all.summary()).containsEntry("total", 8L);
        assertThat(head.summary()).containsEntry("total", 3L);
    }

    @Test
    void exampleIsEvaluated() throws Exception {
        Path example = Path.of("..", "..", "examples", "standalone-evaluation").toRealPath();
        real.build(example.resolve("model"));
        real.run("dataset", "build", "--name", "sentences", "--json", example + "/sentences.jsonl");

        Job job = client.createJob(JobRequest.builder()
                .project("demo")
                .model("mood")
                .runHandler("evaluator:evaluate")
                .datasets("local/project/self/dataset/sentences")
                .build());

        assertThat(job.summary()).containsEntry("accuracy", 0.8).containsEntry("rows", 5L);
    }

    @Test
    void cancelInTheMiddleLeavesNoProcess() throws Exception {
        JobRequest request =
                request("handlers:slow").idempotencyKey("cancelled").build();
        Job job = client.startJob(request);
        String line = Awaitility.await()
                .atMost(LONG)
                .ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class)
                .until(
                        () -> log(job).stream()
                                .filter(one -> one.startsWith(AT_WORK))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();

        job.cancel();

        assertThat(job.await(LONG).status()).isEqualTo(JobStatus.CANCELED);
        assertThat(line.substring(AT_WORK.length()).split(" "))
                .hasSize(2)
                .noneMatch(pid -> RunsProbe.lives(Long.parseLong(pid)));
        assertThat(real.run("-o", "json", "job", "info", job.uri())).contains("\"status\": \"start\"");
        assertThat(client.startJob(request).status()).isEqualTo(JobStatus.CANCELED);
    }
}
