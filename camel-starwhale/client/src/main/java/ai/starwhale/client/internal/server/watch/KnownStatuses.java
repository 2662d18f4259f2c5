// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.JobStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statuses of jobs by their numbers, at about a byte a job: numbers lie close together, and statuses are few. */
final class KnownStatuses {
    private static final int CHUNK = 1 << 10;

    private final Map<Long, byte[]> chunks = new HashMap<>();
    /** A status stands for its index here, counted from 1. */
    private final List<JobStatus> statuses = new ArrayList<>();

    private int known;
    private int active;

    @Nullable JobStatus get(long number) {
        byte[] chunk = chunks.get(Math.floorDiv(number, (long) CHUNK));
        return chunk == null ? null : status(chunk[Math.floorMod(number, CHUNK)]);
    }

    private @Nullable JobStatus status(byte index) {
        return index == 0 ? null : statuses.get(index - 1);
    }

    /** Of how many jobs it is known. */
    int size() {
        return known;
    }

    /** How many of those have not ended. */
    int active() {
        return active;
    }

    void put(long number, JobStatus status) {
        if (!statuses.contains(status) && statuses.size() < Byte.MAX_VALUE) {
            statuses.add(status);
        }
        // One that is not among them, after so many, is not known: index 0.
        set(number, (byte) (statuses.indexOf(status) + 1));
    }

    void forget(long number) {
        set(number, (byte) 0);
    }

    private void set(long number, byte index) {
        byte[] chunk = chunks.computeIfAbsent(Math.floorDiv(number, (long) CHUNK), key -> new byte[CHUNK]);
        int place = Math.floorMod(number, CHUNK);
        count(status(chunk[place]), -1);
        chunk[place] = index;
        count(status(index), 1);
    }

    private void count(@Nullable JobStatus status, int more) {
        if (status != null) {
            known += more;
            active += status.isFinal() ? 0 : more;
        }
    }
}
