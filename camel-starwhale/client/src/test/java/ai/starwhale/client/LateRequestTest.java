// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The request of a process that died arrives when everybody has looked already: whoever made the job looks once more. */
class LateRequestTest {
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final String KEY = "nightly";

    private final OnceBench once = new OnceBench();
    private final Bench bench = once.bench;

    @AfterEach
    void close() {
        once.close();
    }

    @Test
    void isCancelled() {
        Job job = bench.client.createJob(OnceBench.request().idempotencyKey(KEY).build());
        sendAgain();
        assertThat(once.kept()).hasSize(2);

        assertThat(bench.time.ring(SETTLE)).isEqualTo(1);

        await().untilAsserted(() -> assertThat(once.kept()).hasSize(1));
        assertThat(once.kept().get(0).id()).isEqualTo(job.info().id());
    }

    @Test
    void isLeftAloneIfTheJobHasFailedBecauseThenItMayBeANewAttempt() {
        bench.server.onCreate(
                job -> JobScript.builder().at(Duration.ZERO, "FAIL").build());
        bench.client.createJob(OnceBench.request().idempotencyKey(KEY).build());
        bench.server.onCreate(
                job -> JobScript.builder().at(Duration.ZERO, "RUNNING").build());
        sendAgain();

        bench.time.ring(SETTLE);

        // Once it has looked, which a row of the first job in an answer shows.
        await().until(() -> !bench.sent("/queryTable").isEmpty());
        bench.client.close();
        try (Starwhale other = bench.builder().token(Bench.TOKEN).build()) {
            assertThat(other.jobs("demo", PageRequest.of(1, 10)).items())
                    .extracting(JobInfo::status)
                    .containsExactly(JobStatus.RUNNING, JobStatus.FAIL);
        }
    }

    @Test
    void keyThatIsKnownToNobodyElseNeedsNoLook() {
        bench.client.createJob(OnceBench.request().build());

        assertThat(bench.time.ring(SETTLE)).isZero();
    }

    @Test
    void keyThatWasMadeUpNeedsALookWhereACreateWithItHasFailed() {
        JobRequest request = OnceBench.request().build();
        bench.server.faults().on("POST", "/project/demo/job").answer(Answer.cut());
        bench.server.faults().on("POST", "/datastore/queryTable").after(1).answer(Answer.error(500));
        assertThatThrownBy(() -> bench.client.createJob(request)).isInstanceOf(UnavailableException.class);
        bench.server.faults().clear();

        Job job = bench.client.createJob(request);
        sendAgain();
        bench.time.ring(SETTLE);

        await().untilAsserted(() -> assertThat(once.kept()).hasSize(1));
        assertThat(once.kept().get(0).id()).isEqualTo(job.info().id());
    }

    @Test
    void isFoundByALaterLookIfTheFirstOneFails() {
        bench.client.createJob(OnceBench.request().idempotencyKey(KEY).build());
        sendAgain();
        bench.server.clearRequests();
        bench.answer("/queryTable", Answer.html(500));
        bench.time.ring(SETTLE);
        await().until(() -> !bench.sent("/queryTable").isEmpty());
        bench.server.intercept(null);

        await().untilAsserted(() -> {
            bench.time.ring(SETTLE);
            assertThat(once.kept()).hasSize(1);
        });
    }

    @Test
    void clientThatIsClosedLooksNoMore() {
        bench.client.createJob(OnceBench.request().idempotencyKey(KEY).build());
        bench.client.close();

        assertThat(bench.time.ring(SETTLE)).isZero();
    }

    @Test
    void failureOfTheLookDisturbsNobody() {
        Job job = bench.client.createJob(OnceBench.request().idempotencyKey(KEY).build());
        bench.server.clearRequests();
        bench.answer("/queryTable", Answer.html(500));

        bench.time.ring(SETTLE);

        await().until(() -> !bench.sent("/queryTable").isEmpty());
        assertThat(job.status()).isNotNull();
    }

    /** What the client sent, from another process. */
    private void sendAgain() {
        String body = bench.sent(OnceBench.CREATE).stream()
                .filter(request -> request.method().equals("POST"))
                .findFirst()
                .orElseThrow()
                .body();
        bench.server.clearRequests();
        bench.post("/api/v1" + OnceBench.CREATE, body);
    }
}
