// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.RecordedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that is one too many is cancelled, also by a Server that refuses that at first. */
class SurplusJobTest {
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final int MOST_CANCELS = 10;

    private final OnceBench once = new OnceBench();
    private final Bench bench = once.bench;

    @AfterEach
    void close() {
        once.close();
    }

    @Test
    void isCancelledThoughThatIsRefusedAtFirst() {
        bench.server.faults().on(SurplusJobTest::cancels).times(3).answer(Answer.error(400));

        JobInfo job = twice();

        await().untilAsserted(() -> assertThat(once.kept()).hasSize(1));
        assertThat(once.kept().get(0).id()).isEqualTo(job.id());
        assertThat(bench.sent("/cancel")).hasSize(4);
    }

    @Test
    void isLeftAloneWhereThatIsRefusedForEver() {
        bench.server.faults().on(SurplusJobTest::cancels).answer(Answer.error(400));

        twice();

        await().untilAsserted(() -> assertThat(statusAsked()).isEqualTo(MOST_CANCELS));
        assertThat(bench.sent("/cancel")).hasSize(MOST_CANCELS);
    }

    @Test
    void isLeftAloneWhenItHasSucceededMeanwhile() {
        bench.server.onCreate(
                job -> JobScript.builder().at(Duration.ZERO, "SUCCESS").build());

        twice();

        await().untilAsserted(() -> assertThat(statusAsked()).isEqualTo(1));
        assertThat(bench.sent("/cancel")).hasSize(1);
        assertThat(statuses()).containsExactly(JobStatus.SUCCESS, JobStatus.SUCCESS);
    }

    @Test
    void isLeftAloneWhenSomebodyElseIsQuicker() {
        bench.server
                .faults()
                .on(SurplusJobTest::cancels)
                .times(1)
                .run(() -> bench.post(bench.sent("/cancel").get(0).path(), ""))
                .answer(Answer.error(400));

        JobInfo job = twice();

        await().untilAsserted(() -> assertThat(once.kept()).hasSize(1));
        await().untilAsserted(() -> assertThat(statusAsked()).isEqualTo(1));
        assertThat(once.kept().get(0).id()).isEqualTo(job.id());
        assertThat(bench.sent("/cancel")).hasSize(2);
    }

    /** The job of a key whose request arrives once more behind it, and has looked for that one. */
    private JobInfo twice() {
        JobInfo job = bench.client
                .createJob(OnceBench.request().idempotencyKey("nightly").build())
                .info();
        String body = bench.sent(OnceBench.CREATE).get(0).body();
        bench.post("/api/v1" + OnceBench.CREATE, body);
        bench.server.clearRequests();
        bench.time.ring(SETTLE);
        return job;
    }

    private static boolean cancels(RecordedRequest request) {
        return request.path().endsWith("/cancel");
    }

    /** How often it was asked what became of the surplus job after a refusal. */
    private int statusAsked() {
        List<String> paths = bench.server.requests().stream()
                .filter(request -> request.method().equals("GET"))
                .map(RecordedRequest::path)
                .toList();
        String surplus = bench.sent("/cancel").get(0).path().replace("/cancel", "");
        // Once to tell that it is a job.
        return (int) paths.stream().filter(surplus::equals).count() - 1;
    }

    private List<JobStatus> statuses() {
        return bench.client.jobs("demo", PageRequest.of(1, 10)).items().stream()
                .map(JobInfo::status)
                .toList();
    }
}
