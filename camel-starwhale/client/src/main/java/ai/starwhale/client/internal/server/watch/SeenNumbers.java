// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of numbers that lie close together, at about a bit each. */
final class SeenNumbers {
    private static final int CHUNK = 1 << 12;

    private final Map<Long, BitSet> chunks = new HashMap<>();

    /** Adds a number, and tells whether it is new. */
    boolean add(long number) {
        BitSet chunk = chunks.computeIfAbsent(Math.floorDiv(number, (long) CHUNK), key -> new BitSet(CHUNK));
        int bit = Math.floorMod(number, CHUNK);
        boolean isNew = !chunk.get(bit);
        chunk.set(bit);
        return isNew;
    }
}
