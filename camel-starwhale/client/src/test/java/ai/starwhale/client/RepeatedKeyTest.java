// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that was used before. */
class RepeatedKeyTest {
    private final OnceBench once = new OnceBench();

    @AfterEach
    void close() {
        once.close();
    }

    @Test
    void givesTheSameJob() {
        Job first = create(IfEnded.ADOPT);
        Job second = create(IfEnded.ADOPT);

        assertThat(second.info().uuid()).isEqualTo(first.info().uuid());
        assertThat(once.posts()).isEqualTo(1);
    }

    @Test
    void givesTheSameJobToAnotherProcess() {
        Job first = create(IfEnded.ADOPT);
        try (Starwhale other = once.bench.builder().token(Bench.TOKEN).build()) {
            Job second = other.createJob(request(IfEnded.ADOPT));
            assertThat(second.info().uuid()).isEqualTo(first.info().uuid());
        }
    }

    @Test
    void anotherKeyMakesAnotherJob() {
        create(IfEnded.ADOPT);
        once.bench.client.createJob(
                OnceBench.request().idempotencyKey("nightly-2").build());

        assertThat(once.kept()).hasSize(2);
    }

    @Test
    void requestsWithoutAKeyMakeAJobEach() {
        once.bench.client.createJob(OnceBench.request().build());
        once.bench.client.createJob(OnceBench.request().build());

        assertThat(once.kept()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAIL", "CANCELED"})
    void adoptsAJobThatEndedBadlyOrMakesANewOne(String status) {
        once.bench.server.onCreate(
                job -> JobScript.builder().at(Duration.ZERO, status).build());
        Job first = create(IfEnded.ADOPT);
        assertThat(create(IfEnded.ADOPT).info().uuid()).isEqualTo(first.info().uuid());

        once.bench.server.onCreate(job -> JobScript.run());
        Job second = create(IfEnded.NEW_ATTEMPT);
        assertThat(second.info().uuid()).isNotEqualTo(first.info().uuid());
        assertThat(second.status()).isEqualTo(JobStatus.RUNNING);
        // The new attempt is now what the key stands for.
        assertThat(create(IfEnded.NEW_ATTEMPT).info().uuid())
                .isEqualTo(second.info().uuid());
        assertThat(create(IfEnded.ADOPT).info().uuid()).isEqualTo(second.info().uuid());
        assertThat(once.posts()).isEqualTo(2);
    }

    @Test
    void newAttemptThatIsCancelledAsItIsFoundLeavesTheJobBeforeIt() {
        once.bench.server.onCreate(
                job -> JobScript.builder().at(Duration.ZERO, "FAIL").build());
        Job failed = create(IfEnded.ADOPT);
        once.bench.server.onCreate(job -> JobScript.run());
        Job second = create(IfEnded.NEW_ATTEMPT);
        // After a first look that has found it.
        once.bench
                .server
                .faults()
                .on("POST", "/datastore/queryTable")
                .after(1)
                .times(1)
                .run(second::cancel);

        assertThat(create(IfEnded.ADOPT).uri()).isEqualTo(failed.uri());
        assertThat(once.posts()).isEqualTo(2);
    }

    @Test
    void doesNotTakeARemovedJobForOneThatNeverWas() throws Exception {
        Job first = create(IfEnded.ADOPT);
        String uuid = first.info().uuid();
        String id = first.info().id();
        raw("DELETE", "/api/v1/project/demo/job/" + id, "");

        assertThat(create(IfEnded.ADOPT).info().uuid()).isEqualTo(uuid);
        assertThat(once.posts()).isEqualTo(1);
        assertThat(create(IfEnded.NEW_ATTEMPT).info().uuid()).isNotEqualTo(uuid);
    }

    @Test
    void doesNotTakeAGhostForAJob() throws Exception {
        String marker = OnceBench.marker("nightly-1");
        // A step specification that the Server chokes on leaves a row without a job.
        int status = raw(
                "POST",
                "/api/v1/project/demo/job",
                "{\"modelVersionUrl\":\"1\",\"runtimeVersionUrl\":\"1\",\"resourcePool\":\"default\",\"comment\":\""
                        + marker
                        + "\",\"stepSpecOverWrites\":\"- name: run\\n  job_name: run\\n  show_name: run\\n  concurrency: 1\\n"
                        + "  replicas: 1\\n  needs: []\\n  resources: []\\n\"}");
        assertThat(status).isEqualTo(500);

        Job job = create(IfEnded.ADOPT);

        assertThat(once.kept())
                .singleElement()
                .extracting(JobInfo::uuid)
                .isEqualTo(job.info().uuid());
        // It is known by now that the row will be no job.
        Instant before = once.bench.time.now();
        assertThat(create(IfEnded.ADOPT).info().uuid()).isEqualTo(job.info().uuid());
        assertThat(once.bench.time.now()).isEqualTo(before.plusSeconds(1));
    }

    @Test
    void saysThatAJobWasMadeThoughItCannotSeeWhetherItIsTheOne() {
        AtomicInteger posts = new AtomicInteger();
        once.bench.server.intercept(request -> {
            if (request.path().endsWith(OnceBench.CREATE) && request.method().equals("POST")) {
                posts.incrementAndGet();
                return null;
            }
            return posts.get() > 0 ? Answer.of(503, null, "gone") : null;
        });

        assertThatThrownBy(() -> create(IfEnded.ADOPT))
                .isInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("job 1 was made; whether it is the one of its key cannot be seen (cannot look")
                .hasMessageEndingWith("gone (503)): try again with the same request or idempotency key");

        once.bench.server.intercept(null);
        assertThat(create(IfEnded.ADOPT).info().id()).isEqualTo("1");
    }

    @Test
    void aThreadThatWaitsForAnotherWithItsKeyCanBeInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        once.bench.server.intercept(request -> {
            if (request.path().endsWith(OnceBench.CREATE) && request.method().equals("POST")) {
                asked.countDown();
                await(over);
            }
            return null;
        });
        CompletableFuture<Job> first = CompletableFuture.supplyAsync(() -> create(IfEnded.ADOPT));
        asked.await();
        CompletableFuture<Throwable> second = new CompletableFuture<>();
        Thread thread = new Thread(() -> second.complete(catchThrowable(() -> create(IfEnded.ADOPT))));
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);

        thread.interrupt();

        assertThat(second.get(10, TimeUnit.SECONDS))
                .isInstanceOf(UnavailableException.class)
                .hasMessageEndingWith("interrupted while another thread creates one with the same key");
        over.countDown();
        assertThat(first.join().info().id()).isEqualTo("1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void waitsForAJobWhoseRowIsThereBeforeIt() {
        Job first = create(IfEnded.ADOPT);
        String id = first.info().id();
        AtomicInteger asked = new AtomicInteger();
        once.bench.server.intercept(
                request -> request.path().endsWith("/job/" + id) && asked.incrementAndGet() <= 3 ? notThere() : null);

        assertThat(create(IfEnded.ADOPT).info().id()).isEqualTo(id);
        assertThat(once.posts()).isEqualTo(1);
    }

    @Test
    void aJobThatIsNotThereByItsUuidYetIsNotPassedOver() throws Exception {
        once.bench.server.onCreate(job -> JobScript.run());
        String uuid = create(IfEnded.ADOPT).info().uuid();
        String same = once.bench.sent(OnceBench.CREATE).stream()
                .filter(request -> request.method().equals("POST"))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(raw("POST", "/api/v1/project/demo/job", same)).isEqualTo(200);
        AtomicInteger asked = new AtomicInteger();
        once.bench.server.intercept(
                request -> request.path().endsWith("/job/" + uuid) && asked.incrementAndGet() == 1 ? notThere() : null);

        assertThat(create(IfEnded.ADOPT).info().id()).isEqualTo("1");

        assertThat(once.kept()).singleElement().extracting(JobInfo::uuid).isEqualTo(uuid);
    }

    @Test
    void showsTheCommentToPeopleAndKeepsTheMarkerToItself() {
        Job job = once.bench.client.createJob(
                OnceBench.request().comment("for the report").build());

        assertThat(job.info().comment()).isEqualTo("for the report");
        assertThat(job.summary().get("sys/job_comment").toString()).startsWith("once:");
    }

    @Test
    void refusesABlankKey() {
        assertThatThrownBy(() -> OnceBench.request().idempotencyKey(" "))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("the idempotency key is blank");
    }

    private Job create(IfEnded ifEnded) {
        return once.bench.client.createJob(request(ifEnded));
    }

    private static JobRequest request(IfEnded ifEnded) {
        return OnceBench.request().idempotencyKey("nightly-1").ifEnded(ifEnded).build();
    }

    private static Answer notThere() {
        return Answer.json(404, "{\"code\":[\"ValidationException\"],\"message\":[\"Resource is not found\"]}");
    }

    private int raw(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(once.bench.server.url() + path))
                .header("Authorization", "Bearer " + Bench.TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
