// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.internal.OwnThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where the client takes the time from, and what lets it wait, so that tests have a time of their own. */
public interface Time {

    /** The time of the machine. */
    Time SYSTEM = new Time() {
        private final long start = System.nanoTime();

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Instant steady() {
            return Instant.EPOCH.plusNanos(System.nanoTime() - start);
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }
    };

    /** The time of this clock, which passes as this timer says; neither is closed. */
    static Time of(InstantSource clock, ScheduledExecutorService timer) {
        return new TimerTime(clock, timer);
    }

    /** What time it is, by a clock that may be set. */
    Instant now();

    /** A time that passes evenly, whatever is done to the clock, to measure by. When it began means nothing. */
    default Instant steady() {
        return now();
    }

    /** Lets the time pass. */
    void pause(Duration duration) throws InterruptedException;

    /** Lets the time pass until there is a permit, and takes all permits; at most so long. */
    default void await(Semaphore wakeUp, Duration longest) throws InterruptedException {
        if (wakeUp.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUp.drainPermits();
        }
    }

    /** Waits for what another thread completes. */
    default <T> T join(CompletableFuture<T> coming) {
        return coming.join();
    }

    /** Does something after so long, in another thread, unless what it gives is run before. */
    default Runnable after(Duration delay, Runnable action) {
        CompletableFuture<Boolean> calledOff = new CompletableFuture<>();
        CompletableFuture<Boolean> unused = calledOff
                .orTimeout(TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS)
                .exceptionallyAsync(
                        late -> {
                            action.run();
                            return false;
                        },
                        OwnThreads.TIMER);
        return () -> calledOff.complete(true);
    }
}
