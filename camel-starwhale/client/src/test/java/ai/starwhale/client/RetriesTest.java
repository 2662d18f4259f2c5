// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.internal.http.Time;
import ai.starwhale.testkit.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private static final String BUSY = "server is upgrading, web api are not ready now";

    private final Bench bench = Bench.recorded();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504})
    void busyServerIsAskedAgain(int status) {
        first(2, Answer.of(status, null, BUSY));

        assertThat(bench.job("3").status()).isEqualTo(JobStatus.SUCCESS);

        assertThat(bench.server.requests()).hasSize(3);
        assertThat(bench.time.pauses())
                .hasSize(2)
                .allSatisfy(pause -> assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 500, 501})
    void whatWillNotChangeIsAskedOnce(int status) {
        first(Integer.MAX_VALUE, Answer.json(status, "{\"message\":\"no\"}"));

        StarwhaleException e = catchThrowableOfType(
                StarwhaleException.class, () -> bench.job("3").status());

        assertThat(e).hasMessageContaining("no (" + status + ")");
        assertThat(bench.server.requests()).hasSize(1);
        assertThat(bench.time.pauses()).isEmpty();
    }

    @Test
    void givesUpAfterFiveAttempts() {
        first(Integer.MAX_VALUE, Answer.of(503, null, BUSY));

        UnavailableException e = catchThrowableOfType(
                UnavailableException.class, () -> bench.job("3").status());

        assertThat(e)
                .hasMessage("cannot get job 3 of project demo on " + bench.server.url() + ": " + BUSY + " (503)")
                .hasNoCause();
        assertThat(e.httpStatus()).isEqualTo(503);
        assertThat(bench.server.requests()).hasSize(5);
    }

    @Test
    void serverThatAlwaysFailsIsAskedLessAndLess() {
        first(Integer.MAX_VALUE, Answer.of(503, null, BUSY));
        for (int i = 0; i < 20; i++) {
            assertThat(catchThrowableOfType(
                            UnavailableException.class, () -> bench.job("3").status()))
                    .isNotNull();
        }

        // Ten repetitions are in the budget: 20 calls make 30 requests, and not 100.
        assertThat(bench.server.requests()).hasSize(30);
    }

    @Test
    void budgetComesBackWithSuccesses() {
        first(Integer.MAX_VALUE, Answer.of(503, null, BUSY));
        for (int i = 0; i < 5; i++) {
            assertThat(catchThrowableOfType(
                            UnavailableException.class, () -> bench.job("3").status()))
                    .isNotNull();
        }
        bench.server.intercept(null);
        for (int i = 0; i < 10; i++) {
            bench.job("3").status();
        }
        bench.server.clearRequests();
        first(1, Answer.of(503, null, BUSY));

        assertThat(bench.job("3").status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(bench.server.requests()).hasSize(2);
    }

    @Test
    void cutConnectionOnAReadIsRepeatedAndGivesTheRightAnswer() {
        AtomicInteger scans = new AtomicInteger();
        bench.server.intercept(request -> {
            if (!request.path().endsWith("/scanTable")) {
                return null;
            }
            return switch (scans.incrementAndGet() % 3) {
                case 1 -> Answer.fromServer().cutAfter(700);
                case 2 -> Answer.cut();
                default -> null;
            };
        });
        try (RowStream rows = bench.job("3").rows("results", Scan.all().pageSize(5))) {
            List<Object> keys = new ArrayList<>();
            rows.forEachRemaining(row -> keys.add(row.get("id")));

            assertThat(keys)
                    .containsExactly(
                            "mnist_0", "mnist_1", "mnist_2", "mnist_3", "mnist_4", "mnist_5", "mnist_6", "mnist_7",
                            "mnist_8", "mnist_9");
        }
        assertThat(scans).hasValue(9);
    }

    @Test
    void threadThatIsInterruptedDoesNotGoOnTrying() throws InterruptedException {
        boolean[] interrupted = new boolean[1];
        StarwhaleException[] thrown = new StarwhaleException[1];
        Thread thread = new Thread(() -> {
            try (Starwhale client = Starwhale.builder()
                    .instance(bench.server.url())
                    .swcliConfig(Bench.NO_CONFIG)
                    .token(Bench.TOKEN)
                    .time(new InterruptedTime())
                    .build()) {
                thrown[0] =
                        catchThrowableOfType(StarwhaleException.class, () -> client.jobs("demo", PageRequest.of(1, 1)));
                interrupted[0] = Thread.currentThread().isInterrupted();
            }
        });
        first(Integer.MAX_VALUE, Answer.of(503, null, BUSY), "/job");
        thread.start();
        thread.join();

        assertThat(thrown[0]).isInstanceOf(UnavailableException.class).hasMessageContaining(BUSY);
        assertThat(interrupted[0]).isTrue();
        assertThat(bench.server.requests()).hasSize(1);
    }

    private void first(int times, Answer answer) {
        first(times, answer, "/job/3");
    }

    private void first(int times, Answer answer, String pathEnd) {
        AtomicInteger left = new AtomicInteger(times);
        bench.server.intercept(
                request -> request.path().endsWith(pathEnd) && left.getAndDecrement() > 0 ? answer : null);
    }

    /** Whoever waits is interrupted. */
    private static final class InterruptedTime implements Time {
        @Override
        public Instant now() {
            return PassingTime.START;
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            throw new InterruptedException();
        }
    }
}
