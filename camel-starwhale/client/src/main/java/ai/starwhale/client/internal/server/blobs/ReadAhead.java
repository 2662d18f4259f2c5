// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.blobs;

/** How much of a blob to read at once: what is asked for, and more the longer it is read in order. Not thread-safe. */
final class ReadAhead {
    private static final int FIRST = 64 * 1024;

    private final int most;
    private long last;
    private long end = -1;
    private int ahead;

    /** At most so many bytes at once. */
    ReadAhead(int most) {
        this.most = most;
    }

    /** How many bytes to read from here on, of which {@code size} are needed; forward and not far counts as in order. */
    int wanted(long offset, int size) {
        boolean inOrder = end >= 0 && offset >= last && offset - end <= Math.max(FIRST, ahead);
        ahead = inOrder ? Math.min(most, Math.max(FIRST, 2 * ahead)) : 0;
        return Math.max(size, ahead);
    }

    /** So many bytes were read from here on. */
    void read(long offset, int size) {
        last = offset;
        end = offset + size;
    }
}
