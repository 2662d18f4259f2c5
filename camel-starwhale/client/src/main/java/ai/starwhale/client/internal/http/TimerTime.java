// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The time of a given clock, which passes as a given timer says. A thread that waits is woken by a task of the timer, and
 * that task ends when the thread is awake: a timer that is driven by a test knows by this who is at work again.
 */
final class TimerTime implements Time {
    private static final long YEAR = TimeUnit.DAYS.toNanos(365);

    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    /** Something that is never done: how long it would take until then shows how the timer's time passes. */
    private final Delayed mark;

    TimerTime(InstantSource clock, ScheduledExecutorService timer) {
        this.clock = clock;
        this.timer = timer;
        ScheduledFuture<?> inAYear = timer.schedule(() -> {}, YEAR, TimeUnit.NANOSECONDS);
        inAYear.cancel(false);
        this.mark = inAYear;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Instant steady() {
        return Instant.EPOCH.plusNanos(YEAR - mark.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Semaphore over = new Semaphore(0);
        acquire(over, duration);
    }

    @Override
    public void await(Semaphore wakeUp, Duration longest) throws InterruptedException {
        acquire(wakeUp, longest);
        wakeUp.drainPermits();
    }

    /** Waits until there is a permit; the timer gives one when the time is over. */
    private void acquire(Semaphore permits, Duration longest) throws InterruptedException {
        if (longest.isZero() || longest.isNegative() || permits.tryAcquire()) {
            return;
        }
        CountDownLatch awake = new CountDownLatch(1);
        Future<?> end = schedule(longest, () -> {
            permits.release();
            awaitQuietly(awake);
        });
        try {
            permits.acquire();
        } finally {
            awake.countDown();
            end.cancel(false);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        Future<?> alarm = schedule(delay, action);
        return () -> alarm.cancel(false);
    }

    private Future<?> schedule(Duration delay, Runnable task) {
        return timer.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
    }
}
