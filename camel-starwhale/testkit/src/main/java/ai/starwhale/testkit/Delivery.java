// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How an answer gets to the client.
 *
 * @param delay before the first byte
 * @param cutAfter bytes of the body, after which the connection ends; negative for no answer at all
 * @param slice bytes that are sent at a time
 * @param pause between them
 */
record Delivery(Duration delay, int cutAfter, int slice, Duration pause) {

    static final Delivery NORMAL = new Delivery(Duration.ZERO, Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ZERO);

    Delivery delayedBy(Duration time) {
        return new Delivery(time, cutAfter, slice, pause);
    }

    Delivery cutAfter(int bytes) {
        return new Delivery(delay, bytes, slice, pause);
    }

    Delivery slowly(int bytes, Duration time) {
        if (bytes < 1) {
            throw new IllegalArgumentException("at least one byte at a time, not " + bytes);
        }
        return new Delivery(delay, cutAfter, bytes, time);
    }

    /** Waits for the first byte. False if there is none. */
    boolean begins(CountDownLatch closed) throws InterruptedException {
        return !ends(delay, closed) && cutAfter >= 0;
    }

    void write(OutputStream out, byte[] body, CountDownLatch closed) throws IOException, InterruptedException {
        int length = Math.min(body.length, cutAfter);
        int sent = 0;
        do {
            int next = Math.min(slice, length - sent);
            out.write(body, sent, next);
            out.flush();
            sent += next;
        } while (sent < length && !ends(pause, closed));
    }

    /** Waits, and tells whether the server has ended meanwhile. */
    private static boolean ends(Duration time, CountDownLatch closed) throws InterruptedException {
        return !time.isZero() && closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
