// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** How something went that is done again and again, for those who watch it. */
final class Outcomes {
    private static final int LONGEST = 1000;

    private final Clock clock;
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Instant lastSuccess;
    private volatile @Nullable Failure lastFailure;

    Outcomes(Clock clock) {
        this.clock = clock;
    }

    void succeeded() {
        successes.incrementAndGet();
        lastSuccess = clock.instant();
    }

    void failed(@Nullable Throwable cause) {
        failures.incrementAndGet();
        lastFailure = new Failure(clock.instant(), cause == null ? "unknown" : told(cause));
    }

    private static String told(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getName() : StringHelper.limitLength(message, LONGEST);
    }

    long successes() {
        return successes.get();
    }

    long failures() {
        return failures.get();
    }

    /** When it succeeded last; null before the first time. */
    @Nullable Date lastSuccess() {
        return date(lastSuccess);
    }

    /** When it failed last; null before the first time. */
    @Nullable Date lastFailure() {
        Failure failure = lastFailure;
        return failure == null ? null : date(failure.time);
    }

    /** Why it failed last; null before the first time. */
    @Nullable String lastMessage() {
        Failure failure = lastFailure;
        return failure == null ? null : failure.message;
    }

    private static @Nullable Date date(@Nullable Instant time) {
        return time == null ? null : Date.from(time);
    }

    /** When something failed, and why. */
    private record Failure(Instant time, String message) {}
}
