// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.internal.http.Time;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Table;
import ai.starwhale.testkit.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call takes no longer than it may, whatever it waits for. */
class CallTimeoutTest {
    /** The pool that a newer Java uses by default has too few threads for calls that wait. */
    private static final Executor ALONE = task -> new Thread(task).start();

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Bench bench = Bench.recorded();
    private final Alarms time = new Alarms();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        bench.close();
    }

    private Starwhale.Builder builder() {
        return bench.builder().token(Bench.TOKEN).time(time).callTimeout(LIMIT);
    }

    private CompletableFuture<UnavailableException> failing(Starwhale client) {
        return CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(
                        UnavailableException.class, () -> client.job(bench.server.url() + "/project/demo/job/3")
                                .info()),
                ALONE);
    }

    private static UnavailableException failureOf(CompletableFuture<UnavailableException> call) {
        Awaitility.await().until(call::isDone);
        UnavailableException e = call.join();
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    void bodyThatTricklesIsCut() throws IOException {
        try (TricklingServer server = new TricklingServer();
                Starwhale client = builder().instance(server.url()).build()) {
            CompletableFuture<UnavailableException> call = CompletableFuture.supplyAsync(() ->
                    catchThrowableOfType(UnavailableException.class, () -> client.jobs("demo", PageRequest.of(1, 1))));
            server.awaitReading();
            assertThat(call).isNotDone();

            time.ring();

            assertThat(failureOf(call))
                    .hasMessage("cannot list the jobs of project demo on " + server.url()
                            + ": it took longer than the 1m30s that a call may take (callTimeout)");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void serverThatIsSilentIsCut() throws InterruptedException {
        CountDownLatch asked = silent("/job/3");
        try (Starwhale client = builder().build()) {
            CompletableFuture<UnavailableException> call = failing(client);
            asked.await();

            time.ring();

            assertThat(failureOf(call)).hasMessageContaining("it took longer than the 1m30s");
            assertThat(bench.sent("/job/3")).hasSize(1);
        }
    }

    @Test
    void loginIsInTheTimeOfTheCallThatNeedsIt() throws InterruptedException {
        CountDownLatch asked = silent("/login");
        try (Starwhale client = builder().login(Bench.USER, Bench.PASSWORD).build()) {
            CompletableFuture<UnavailableException> call = failing(client);
            asked.await();

            time.ring();

            assertThat(failureOf(call))
                    .hasMessage("cannot log in as 'starwhale' on " + bench.server.url()
                            + ": it took longer than the 1m30s that a call may take (callTimeout)");
        }
    }

    @Test
    void whoWaitsForTheLoginOfAnotherHasTheirOwnTime() throws InterruptedException {
        AtomicInteger logins = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(1);
        bench.server.intercept(request -> {
            if (request.path().endsWith("/login") && logins.incrementAndGet() == 1) {
                asked.countDown();
                awaitOver();
            }
            return null;
        });
        try (Starwhale client = builder().login(Bench.USER, Bench.PASSWORD).build()) {
            CompletableFuture<UnavailableException> first = failing(client);
            asked.await();
            CompletableFuture<UnavailableException> second = failing(client);
            Awaitility.await().until(() -> time.count() == 2);
            CompletableFuture<JobStatus> third = CompletableFuture.supplyAsync(
                    () -> client.job(bench.server.url() + "/project/demo/job/3").status(), ALONE);
            Awaitility.await().until(() -> time.count() == 3);

            time.ring(1);
            assertThat(failureOf(second))
                    .hasMessage("cannot log in as 'starwhale' on " + bench.server.url()
                            + ": it took longer than the 1m30s that a call may take (callTimeout)");
            assertThat(logins).hasValue(1);

            time.ring(0);
            assertThat(failureOf(first)).hasMessageContaining("it took longer than the 1m30s");
            // Who waited on is not told of a failure that was not its own: it logs in itself.
            assertThat(third.join()).isEqualTo(JobStatus.SUCCESS);
            assertThat(logins).hasValue(2);
        }
    }

    @Test
    void pauseThatDoesNotFitIsNotBegun() {
        bench.answer("/job/3", Answer.of(503, null, "busy").header("Retry-After", "50"));
        try (Starwhale client = builder().build()) {
            assertThat(failureOf(failing(client)))
                    .hasMessage("cannot get job 3 of project demo on " + bench.server.url()
                            + ": busy (503); there is no time for another attempt in the 1m30s that a call may take"
                            + " (callTimeout)");
        }
        assertThat(bench.sent("/job/3")).hasSize(2);
        assertThat(time.now()).isEqualTo(PassingTime.START.plusSeconds(50));
    }

    @Test
    void noLimitWhereNoneIsWanted() {
        bench.answer("/job/3", Answer.of(503, null, "busy").header("Retry-After", "50"));
        try (Starwhale client = builder().callTimeout(Duration.ZERO).build()) {
            assertThat(failureOf(failing(client))).hasMessageEndingWith(": busy (503)");
        }
        assertThat(bench.sent("/job/3")).hasSize(5);
        assertThat(time.count()).isZero();
    }

    @Test
    void anAlarmDoesNotOutliveItsCall() {
        try (Starwhale client = builder().build()) {
            assertThat(client.jobs("demo", PageRequest.of(1, 1)).items()).hasSize(1);
            Job job = client.job(bench.server.url() + "/project/demo/job/3");
            job.rows("results").forEachRemaining(row -> assertThat(row).isNotEmpty());
        }
        assertThat(time.count()).isPositive();
        assertThat(time.pending()).isZero();
    }

    @Test
    void theTextOfALogMayTakeAnyTime() throws IOException {
        bench.server.addLog("10", "long", "x".repeat(9_000_000) + "\n");
        try (Starwhale client = builder().build()) {
            Job job = client.job(bench.server.url() + "/project/demo/job/3");
            try (BufferedReader text = job.logs("10").get(0).open()) {
                assertThat(text.read()).isEqualTo('x');
                time.ring();
                assertThat(text.readLine()).hasSize(8_999_999);
            }
        }
    }

    @Test
    void bytesOfAnArtifactThatTrickleAreCut() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        StorageServer.Behaviour silentAfterAByte = (exchange, blob, first, last) -> {
            exchange.sendResponseHeaders(200, last - first + 1);
            exchange.getResponseBody().write(blob[first]);
            exchange.getResponseBody().flush();
            begun.countDown();
            awaitOver();
        };
        try (StorageServer storage = new StorageServer(new byte[100], silentAfterAByte);
                Starwhale client = builder().build()) {
            bench.answer(
                    "/sign-links",
                    Answer.json(200, "{\"code\":\"success\",\"data\":{\"some/blob\":\"" + storage.url() + "\"}}"));
            Job job = bench.jobWith(
                    "results", Table.of(List.of(Map.of("id", 1L, "a", Values.link("some/blob", 0L, 30L)))));
            Link link;
            try (RowStream rows = client.job(job.uri()).rows("results")) {
                link = (Link) rows.next().get("a");
            }
            CompletableFuture<UnavailableException> call = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(UnavailableException.class, link::bytes), ALONE);
            begun.await();

            time.ring();

            assertThat(failureOf(call))
                    .hasMessage(
                            "cannot read blob 'some/blob' from " + storage.url().replaceFirst("\\?.*", "")
                                    + ": it took longer than the 1m30s that a call may take (callTimeout)");
            over.countDown();
        }
    }

    @Test
    void limitThatNoClockCanCountIsNone() {
        try (Starwhale client =
                builder().callTimeout(ChronoUnit.FOREVER.getDuration()).build()) {
            assertThat(client.jobs("demo", PageRequest.of(1, 1)).items()).hasSize(1);
        }
        assertThat(time.count()).isZero();
    }

    @Test
    void limitBelowZeroIsRefused() {
        Duration none = Duration.ofSeconds(-1);
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class, () -> Starwhale.builder().connectTimeout(none)))
                .hasMessage("connect timeout PT-1S: it must be longer than nothing, or zero for no limit");
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class, () -> Starwhale.builder().responseTimeout(none)))
                .hasMessage("response timeout PT-1S: it must be longer than nothing, or zero for no limit");
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class, () -> Starwhale.builder().settle(none)))
                .hasMessage("settle PT-1S: it must not be below zero");
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class, () -> Starwhale.builder().callTimeout(Duration.ofSeconds(-1))))
                .hasMessage("call timeout PT-1S: it must be longer than nothing, or zero for no limit");
    }

    /** Lets nothing answer that ends so; the latch opens when it is asked for. */
    private CountDownLatch silent(String pathEnd) {
        CountDownLatch asked = new CountDownLatch(1);
        bench.server.intercept(request -> {
            if (request.path().endsWith(pathEnd)) {
                asked.countDown();
                awaitOver();
            }
            return null;
        });
        return asked;
    }

    private void awaitOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A time whose alarms go off when the test says so. */
    private static final class Alarms implements Time {
        private final PassingTime time = new PassingTime();
        private final List<Runnable> alarms = new ArrayList<>();
        private int pending;

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public void pause(Duration duration) {
            time.pause(duration);
        }

        @Override
        public synchronized Runnable after(Duration delay, Runnable action) {
            assertThat(delay).isEqualTo(LIMIT);
            alarms.add(action);
            pending++;
            return this::calledOff;
        }

        private synchronized void calledOff() {
            pending--;
        }

        synchronized int count() {
            return alarms.size();
        }

        synchronized int pending() {
            return pending;
        }

        /** All that were ever set. */
        void ring() {
            List<Runnable> all;
            synchronized (this) {
                all = List.copyOf(alarms);
            }
            all.forEach(Runnable::run);
        }

        void ring(int index) {
            Runnable alarm;
            synchronized (this) {
                alarm = alarms.get(index);
            }
            alarm.run();
        }
    }
}
