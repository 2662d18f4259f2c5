// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How often and after what time a call is repeated: full jitter, so that many clients do not come back together, and one
 * budget for all calls to a Server, so that a Server in trouble gets fewer calls and not more.
 */
final class RetryPolicy {
    static final int MAX_ATTEMPTS = 5;
    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 10_000;
    private static final int FULL = 100;
    private static final int COST = 10;

    private final LongBinaryOperator between;
    private int budget = FULL;

    RetryPolicy() {
        this((least, most) -> ThreadLocalRandom.current().nextLong(least, most));
    }

    /** {@code between} chooses a number from the first to below the second. */
    RetryPolicy(LongBinaryOperator between) {
        this.between = between;
    }

    /** Whether another attempt may follow this one, counted from 1. */
    synchronized boolean another(int attempt) {
        if (attempt >= MAX_ATTEMPTS || budget < COST) {
            return false;
        }
        budget -= COST;
        return true;
    }

    /** A call succeeded, which gives back a part of what a repetition costs. */
    synchronized void succeeded() {
        budget = Math.min(FULL, budget + 1);
    }

    /** How long to wait after this attempt, counted from 1; what the Server asks for is honoured. */
    Duration pause(int attempt, @Nullable Duration asked) {
        if (asked != null && !asked.isNegative()) {
            return asked;
        }
        long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << attempt);
        return Duration.ofMillis(between.applyAsLong(most / 4, most));
    }

    /** Whether the Server asks for more patience than a caller has. */
    static boolean tooLong(Duration pause) {
        return pause.compareTo(Duration.ofMinutes(1)) > 0;
    }
}
