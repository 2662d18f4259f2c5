// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The lines of a stream, one at a time, each in the bytes that are shared by all. Only a newline ends a line. */
final class Lines implements Closeable {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long NEWLINES = ONES * '\n';

    private final InputStream stream;
    private final int longest;
    private byte[] bytes;
    private int from;
    private int to;
    private int filled;

    /** Refuses lines that are longer than so many bytes. */
    Lines(InputStream stream, int longest) {
        this.stream = stream;
        this.longest = longest;
        this.bytes = new byte[Math.min(64 << 10, longest)];
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the present line begins. */
    int from() {
        return from;
    }

    /** Where the present line ends, its newline not included. */
    int to() {
        return to;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        from = Math.min(to + 1, filled);
        int searched = from;
        while (true) {
            to = newline(searched);
            if (to < filled) {
                return true;
            }
            // The line is at the front when more of it is there.
            searched = to - from;
            if (!fill()) {
                to = filled;
                return from < filled;
            }
        }
    }

    /** The next newline, or the end of what is there. */
    private int newline(int start) {
        int i = start;
        for (; i + 8 <= filled; i += 8) {
            long found = (long) LONGS.get(bytes, i) ^ NEWLINES;
            found = (found - ONES) & ~found & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        while (i < filled && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Reads more behind the beginning of the present line, which moves to the front. */
    private boolean fill() throws IOException {
        filled -= from;
        System.arraycopy(bytes, from, bytes, 0, filled);
        from = 0;
        if (filled == bytes.length) {
            if (filled >= longest) {
                throw new ProtocolException("a line is longer than " + longest + " bytes", 0, null);
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(longest, 2L * filled));
        }
        int read = stream.read(bytes, filled, bytes.length - filled);
        filled += Math.max(0, read);
        return read >= 0;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
