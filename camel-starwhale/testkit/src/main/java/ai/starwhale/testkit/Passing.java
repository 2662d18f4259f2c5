// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Lets time pass while a thread waits for something that takes time: always to what is due next, when nobody is at work. */
final class Passing implements Runnable {

    /** Most of what is done takes no time: then nobody need look. */
    private static final Duration FIRST = Duration.ofMillis(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(100_000);

    private final Thread waiting = Thread.currentThread();
    private final ManualClock clock;
    private final Stillness stillness;
    /** Not a monitor: whoever waits for one counts as being at work. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean ended;

    Passing(ManualClock clock, Stillness stillness) {
        this.clock = clock;
        this.stillness = stillness;
    }

    @Override
    public void run() {
        Runnable end = stillness.observe();
        try {
            LockSupport.parkNanos(this, FIRST.toNanos());
            while (!ended) {
                if (isWaiting() && stillness.isReached() && isWaiting()) {
                    step();
                }
                LockSupport.parkNanos(this, BETWEEN_LOOKS.toNanos());
            }
        } finally {
            end.run();
        }
    }

    private boolean isWaiting() {
        State state = waiting.getState();
        return state == State.WAITING || state == State.TIMED_WAITING;
    }

    private void step() {
        lock.lock();
        try {
            if (!ended) {
                clock.step();
            }
        } finally {
            lock.unlock();
        }
    }

    /** No time passes by this any more. */
    void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }
}
