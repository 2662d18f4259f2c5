// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Decides everything that is left to chance, always the same for the same seed. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean hits(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** From 0 to below this. */
    int below(int end) {
        return random.nextInt(end);
    }

    /** From the first to below the second. */
    long between(long first, long end) {
        return random.nextLong(first, end);
    }

    /** Up to this long, often nothing at all, so that things happen at one time. */
    Duration upTo(Duration longest) {
        return Duration.ofMillis(hits(0.3) ? 0 : random.nextLong(longest.toMillis() + 1));
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** 32 digits. */
    String uuid() {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }
}
