// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The end of the time that a call may take. It cuts off what the call is waiting for then, be it an answer that comes
 * byte by byte.
 */
final class Deadline implements AutoCloseable {
    private static final Duration MOST = Duration.ofDays(36_500);

    private final Duration longest;
    private final Time time;
    private final Instant end;
    private final Runnable callOff;
    private @Nullable Runnable current;
    private boolean rang;
    private boolean closed;

    /** Runs from now; {@code longest} is zero for a call without a limit. */
    Deadline(Duration longest, Time time) {
        // What no clock can count is no limit either.
        this.longest = longest.compareTo(MOST) > 0 ? Duration.ZERO : longest;
        this.time = time;
        this.end = this.longest.isZero() ? Instant.MAX : time.steady().plus(longest);
        this.callOff = this.longest.isZero() ? () -> {} : time.after(longest, this::ring);
    }

    /** What to cut off when the time is over, in place of what was named before; at once if it is over. */
    void cutOff(Runnable cut) {
        synchronized (this) {
            current = cut;
            if (!rang) {
                return;
            }
        }
        cut.run();
    }

    private void ring() {
        Runnable cut;
        synchronized (this) {
            if (closed) {
                return;
            }
            rang = true;
            cut = current;
        }
        if (cut != null) {
            cut.run();
        }
    }

    synchronized boolean isOver() {
        return rang || !time.steady().isBefore(end);
    }

    /** Waits for what another thread completes; what cuts that off is the caller's to say. */
    <T> T join(CompletableFuture<T> coming) {
        return time.join(coming);
    }

    /** Whether there is time left after a pause. */
    boolean allows(Duration pause) {
        return longest.isZero() || time.steady().plus(pause).isBefore(end);
    }

    /** How long a call may take, for messages: {@code the 1m30s that a call may take (callTimeout)}. */
    String limit() {
        return "the " + longest.toString().substring(2).toLowerCase(Locale.ROOT)
                + " that a call may take (callTimeout)";
    }

    /** Cuts off nothing any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        callOff.run();
    }
}
