// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until it is moved, for {@link StarwhaleServer.Builder#clock}: jobs go on, and tokens and signed
 * links expire, as it is moved. It can be moved back too, as clocks of machines are. Safe for many threads.
 *
 * <p>It has a {@link #timer}, for clients: what waits in them, or is due at a time, goes by this clock too. Once somebody
 * has asked for the timer, the clock is moved only while nobody is at work in this process, so that no request is overtaken
 * by the time: {@link #advance} and {@link #pass} wait until all other threads wait, and return when those that were woken
 * wait again. Whoever sleeps in real time counts as waiting. So tests that use the timer cannot run in parallel with others
 * in one process.
 */
public final class ManualClock extends Clock {

    // With milliseconds, because a Server rounds some of its times to seconds.
    private static final Instant START = Instant.parse("2026-11-22T08:00:00.123Z");

    private final ManualTimer timer = new ManualTimer();
    private final Stillness stillness = new Stillness(timer);
    /** Held by whoever moves the clock. */
    private final ReentrantLock moving = new ReentrantLock();

    private volatile boolean hasTimer;
    private Instant now;

    /** Always begins at the same time. */
    public ManualClock() {
        this(START);
    }

    /** Begins at this time. */
    public ManualClock(Instant start) {
        now = start;
    }

    /**
     * Runs what is planned at it when this clock is {@linkplain #advance advanced} so far, in the thread that does it; so it
     * is short. It is never shut down.
     */
    public ScheduledExecutorService timer() {
        hasTimer = true;
        return timer;
    }

    /**
     * Lets so much time pass at once; a negative one sets the clock back. What is due meanwhile is done afterwards, as on a
     * machine that was asleep.
     *
     * @throws IllegalStateException if a thread is at work for very long, so that the clock cannot be moved
     */
    public void advance(Duration time) {
        if (isServing()) {
            move(time);
            timer.runDue();
            return;
        }
        moving.lock();
        try {
            settle();
            move(time);
            timer.runDue();
            settle();
        } finally {
            moving.unlock();
        }
    }

    /**
     * Lets so much time pass, from one thing that is due to the next.
     *
     * @throws IllegalStateException if a thread is at work for very long, so that the clock cannot be moved
     */
    public void pass(Duration time) {
        if (isServing()) {
            passInSteps(time);
            return;
        }
        moving.lock();
        try {
            settle();
            passInSteps(time);
        } finally {
            moving.unlock();
        }
    }

    /** A fault that takes time, say: whoever else moves the clock may wait for this very request. */
    private boolean isServing() {
        return stillness.serving().contains(Thread.currentThread());
    }

    private void passInSteps(Duration time) {
        Duration left = time;
        Duration next = timer.untilNext();
        while (next != null && next.compareTo(left) <= 0) {
            advance(next);
            left = left.minus(next);
            next = timer.untilNext();
        }
        advance(left);
    }

    /**
     * Does something that takes time, in this thread, and lets the time pass for as long as it waits: from one thing that is
     * due to the next.
     *
     * <pre>{@code
     * JobInfo job = clock.passWhile(() -> template.requestBody("starwhale:job?operation=create&await=true...", null, JobInfo.class));
     * }</pre>
     *
     * @return what the action gives
     * @throws Exception what the action throws
     */
    public <T> T passWhile(Callable<T> action) throws Exception {
        if (!hasTimer) {
            return action.call();
        }
        Passing passing = new Passing(this, stillness);
        timer.execute(passing);
        try {
            return action.call();
        } finally {
            passing.end();
        }
    }

    /** Goes to what is due next, if anything is and nobody else moves the clock. */
    void step() {
        if (moving.tryLock()) {
            try {
                Duration next = timer.untilNext();
                if (next != null) {
                    move(next);
                    timer.runDue();
                }
            } finally {
                moving.unlock();
            }
        }
    }

    private synchronized void move(Duration time) {
        now = now.plus(time);
        if (!time.isNegative()) {
            timer.pass(time);
        }
    }

    private void settle() {
        if (hasTimer) {
            stillness.await();
        }
    }

    /** Where the threads of servers say that they handle a request. */
    Set<Thread> serving() {
        return stillness.serving();
    }

    /** Jumps to this time, as when a machine's clock is set: nothing is due by that. */
    public synchronized void set(Instant time) {
        now = time;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same clock: its zone plays no part here. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
