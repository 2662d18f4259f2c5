// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ManualClock;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleServer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that goes by a test's clock: it waits for hours, and the test for milliseconds. */
class ManualTimeTest {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();
    private final Instant start = clock.instant();
    private final StarwhaleServer server = StarwhaleServer.builder()
            .user(Bench.USER, Bench.PASSWORD)
            .clock(clock)
            .start();
    private final Project demo = server.addProject("demo");
    private final Starwhale client = builder().build();

    private Starwhale.Builder builder() {
        return Starwhale.builder()
                .instance(server.url())
                .swcliConfig(Bench.NO_CONFIG)
                .login(Bench.USER, Bench.PASSWORD)
                .pollInterval(INTERVAL)
                .time(clock, clock.timer());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private Job job(Duration runs) {
        return client.job(server.url() + "/project/demo/job/"
                + server.addJob(demo, JobScript.succeed().after(runs)).id());
    }

    private Duration passed() {
        return Duration.between(start, clock.instant());
    }

    private JobRequest request() {
        demo.addModel("mnist", ModelVersion.withHandlers("evaluate").withBuiltInRuntime());
        return JobRequest.builder()
                .project("demo")
                .model("mnist")
                .runHandler("evaluate")
                .idempotencyKey("night-1")
                .build();
    }

    @Test
    void anEndThatIsHoursAwayIsWaitedFor() throws Exception {
        Job job = job(Duration.ofHours(8));

        JobInfo ended = clock.passWhile(() -> job.await(Duration.ofHours(9)));

        assertThat(ended.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(passed()).isBetween(Duration.ofHours(8), Duration.ofHours(8).plus(INTERVAL));
    }

    @Test
    void theLimitOfAWaitIsOfThisTimeToo() {
        Job job = job(Duration.ofHours(8));

        assertThatThrownBy(() -> clock.passWhile(() -> job.await(Duration.ofMinutes(10))))
                .isInstanceOf(AwaitTimeoutException.class);
        assertThat(passed())
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plus(INTERVAL));
    }

    @Test
    void nothingEndsBeforeItsTime() throws Exception {
        CompletableFuture<JobInfo> ended = job(Duration.ofMinutes(3)).ended();

        clock.pass(Duration.ofMinutes(3).minusMillis(1));
        assertThat(ended).isNotDone();
        clock.pass(INTERVAL);

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
    }

    @Test
    void aServerThatWantsToBeLeftAloneIs() throws Exception {
        server.faults()
                .on("GET", "/project/demo/job")
                .times(2)
                .answer(Answer.error(503).header("Retry-After", "60"));

        clock.passWhile(() -> client.jobs("demo", PageRequest.of(1, 10)));

        assertThat(passed()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aLostCreateIsLookedForAsLongAsItMayBeOnItsWay() throws Exception {
        JobRequest request = request();
        server.faults().on("POST", "/project/demo/job").times(1).answer(Answer.cut());

        clock.passWhile(() -> client.createJob(request));

        assertThat(passed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
        assertThat(clock.passWhile(
                        () -> client.jobs("demo", PageRequest.of(1, 10)).total()))
                .isEqualTo(1);
    }

    @Test
    void aCallThatWaitsIsEndedByItsLimit() {
        server.faults().on("GET", "/project/demo/job").answer(Answer.error(503).header("Retry-After", "50"));
        try (Starwhale impatient = builder().callTimeout(Duration.ofSeconds(90)).build()) {
            assertThatThrownBy(() -> clock.passWhile(() -> impatient.jobs("demo", PageRequest.of(1, 10))))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no time for another attempt in the 1m30s");
        }
        assertThat(passed()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void aRequestIsNotOvertakenByTheTime() throws Exception {
        CompletableFuture<JobInfo> ended = job(Duration.ofMinutes(3)).ended();
        server.faults()
                .on("POST", "/datastore/queryTable")
                .answer(Answer.fromServer().delayedBy(Duration.ofMillis(20)));

        // Its limit is ten minutes, and each of these hours is over at once if nobody waits for its answer.
        for (int hour = 0; hour < 3; hour++) {
            clock.advance(Duration.ofHours(1));
        }

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(server.requests().stream().filter(request -> request.path().endsWith("/queryTable")))
                .hasSizeGreaterThan(1);
    }
}
