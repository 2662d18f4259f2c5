// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is planned at the timer of a clock is done as the clock is moved, and at no other time. */
class ManualTimerTest {

    private final ManualClock clock = new ManualClock();
    private final ScheduledExecutorService timer = clock.timer();
    private final List<String> done = new ArrayList<>();

    private void after(int minutes, Runnable action) {
        var unused = timer.schedule(action, minutes, TimeUnit.MINUTES);
    }

    private Runnable noting(String name) {
        return () -> done.add(name + " at " + Duration.between(new ManualClock().instant(), clock.instant()));
    }

    @Test
    void oneThingAfterTheOtherAsTimePasses() {
        after(2, noting("b"));
        after(1, noting("a"));
        after(60, noting("never"));

        clock.pass(Duration.ofMinutes(10));

        assertThat(done).containsExactly("a at PT1M", "b at PT2M");
    }

    @Test
    void afterAJumpAllThatWasDueIsDoneInOrder() {
        after(2, noting("b"));
        after(1, noting("a"));

        clock.advance(Duration.ofMinutes(10));

        assertThat(done).containsExactly("a at PT10M", "b at PT10M");
    }

    @Test
    void aClockThatIsSetLetsNoTimePass() {
        after(1, noting("a"));

        clock.set(clock.instant().plusSeconds(3600));
        clock.advance(Duration.ofHours(-1));
        assertThat(done).isEmpty();
        clock.advance(Duration.ofMinutes(1));

        assertThat(done).containsExactly("a at PT1M");
    }

    @Test
    void whatIsCancelledIsNotDone() {
        ScheduledFuture<?> task = timer.schedule(noting("a"), 1, TimeUnit.MINUTES);

        assertThat(task.getDelay(TimeUnit.SECONDS)).isEqualTo(60);
        task.cancel(false);
        clock.pass(Duration.ofHours(1));

        assertThat(done).isEmpty();
    }

    @Test
    void whatIsDueNowIsDoneNow() throws Exception {
        assertThat(timer.schedule(() -> "done", 0, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS))
                .isEqualTo("done");
        assertThat(timer.submit(() -> "done").get(10, TimeUnit.SECONDS)).isEqualTo("done");
    }

    @Test
    void whatIsRepeatedIs() {
        ScheduledFuture<?> regular = timer.scheduleAtFixedRate(noting("rate"), 1, 2, TimeUnit.MINUTES);
        ScheduledFuture<?> delayed = timer.scheduleWithFixedDelay(noting("delay"), 2, 2, TimeUnit.MINUTES);

        clock.pass(Duration.ofMinutes(4));
        delayed.cancel(false);
        clock.advance(Duration.ofMinutes(3));

        assertThat(regular.isDone()).isFalse();
        assertThat(done)
                .containsExactly(
                        "rate at PT1M",
                        "delay at PT2M",
                        "rate at PT3M",
                        "delay at PT4M",
                        "rate at PT7M",
                        "rate at PT7M");
    }

    @Test
    void timePassesWhileSomethingWaitsForIt() throws Exception {
        CountDownLatch morning = new CountDownLatch(1);
        after(480, morning::countDown);

        String told = clock.passWhile(() -> {
            morning.await();
            return "good morning";
        });

        assertThat(told).isEqualTo("good morning");
        assertThat(Duration.between(new ManualClock().instant(), clock.instant()))
                .isEqualTo(Duration.ofHours(8));
    }

    @Test
    void whatFailsWhileTimePassesIsTold() {
        assertThatThrownBy(() -> clock.passWhile(() -> {
                    throw new IllegalStateException("told");
                }))
                .hasMessage("told");
    }

    @Test
    void theClockWaitsForThoseAtWork() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        Thread working = new Thread(() -> {
            begun.countDown();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            seen.add(clock.instant().toString());
        });
        String before = clock.instant().toString();

        working.start();
        begun.await();
        clock.advance(Duration.ofHours(1));
        working.join();

        assertThat(seen).containsExactly(before);
    }

    @Test
    void aFaultMayLetTimePassInSteps() {
        after(30, noting("a"));
        try (StarwhaleServer server = StarwhaleServer.builder().clock(clock).start()) {
            server.faults().onAny().run(() -> clock.pass(Duration.ofHours(1)));

            assertThat(Client.of(server).get("/project").status()).isEqualTo(200);
            assertThat(done).containsExactly("a at PT30M");
        }
    }

    @Test
    void aFaultMayLetTimePass() throws Exception {
        try (StarwhaleServer server = StarwhaleServer.builder().clock(clock).start()) {
            server.faults().onAny().times(1).run(() -> clock.advance(Duration.ofHours(1)));
            Client client = Client.of(server);
            CompletableFuture<Client.Result> answer = CompletableFuture.supplyAsync(() -> client.get("/project"));
            clock.advance(Duration.ofMinutes(1));
            answer.get(10, TimeUnit.SECONDS);
            assertThat(Duration.between(new ManualClock().instant(), clock.instant()))
                    .isEqualTo(Duration.ofMinutes(61));
        }
    }
}
