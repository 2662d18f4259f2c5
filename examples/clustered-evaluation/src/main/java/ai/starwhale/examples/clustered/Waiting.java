// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do. */
final class Waiting {
    static final Duration LIMIT = Duration.ofSeconds(90);

    private Waiting() {}

    /** Looks again and again; fails after a minute and a half. */
    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " did not happen within " + LIMIT.toSeconds() + " s");
            }
            pause(Duration.ofMillis(100));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
