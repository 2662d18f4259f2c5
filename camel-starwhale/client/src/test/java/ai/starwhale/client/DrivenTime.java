// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.http.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;

/** A time that passes when the test says so, for a client and a server alike. One thread may wait in it. */
final class DrivenTime extends Clock implements Time {
    private Instant now = PassingTime.START;
    private Instant until = Instant.MIN;
    private Semaphore waited = new Semaphore(0);
    private boolean isWaiting;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {}

    @Override
    public synchronized void await(Semaphore wakeUp, Duration longest) throws InterruptedException {
        until = now.plus(longest);
        waited = wakeUp;
        isWaiting = true;
        while (!wakeUp.tryAcquire() && now.isBefore(until)) {
            wait(1);
        }
        wakeUp.drainPermits();
        isWaiting = false;
    }

    /** Lets this much time pass, and waits until the thread that waited has done what it then had to do. */
    void pass(Duration duration) {
        synchronized (this) {
            now = now.plus(duration);
        }
        settle();
    }

    /** Waits until the waiting thread has nothing to do, or is not there any more. */
    void settle() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> isIdle() || EndsBench.threads() == 0);
    }

    private synchronized boolean isIdle() {
        return isWaiting && waited.availablePermits() == 0 && now.isBefore(until);
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
