// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Row;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON, one a line, in UTF-8: written as they are read, so that one row is in memory beside what the rows
 * themselves hold. Rows that cannot be fetched show as an {@link IOException} behind those before them, again and again,
 * and never as the end, because what was read so far must not be taken for the whole.
 */
final class JsonLines extends InputStream {
    private static final byte[] NOTHING = {};

    private final Iterator<Row> rows;
    private final Runnable atEnd;
    private byte[] line = NOTHING;
    private int index;
    private @Nullable RuntimeException failure;
    private boolean ended;
    private boolean closed;

    JsonLines(Iterator<Row> rows) {
        this(rows, () -> {});
    }

    /** Closes the rows, if they can be, when it is closed; {@code atEnd} is told when the last row was read. */
    JsonLines(Iterator<Row> rows, Runnable atEnd) {
        this.rows = rows;
        this.atEnd = atEnd;
    }

    static String line(Row row) {
        return StarwhaleJson.toJson(row) + "\n";
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the rows are closed");
        }
        int read = 0;
        while (read < length && hasBytes()) {
            int part = Math.min(length - read, line.length - index);
            System.arraycopy(line, index, buffer, offset + read, part);
            index += part;
            read += part;
        }
        if (read == 0 && failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        return read == 0 && length > 0 ? -1 : read;
    }

    /** Whether there is something left of the line, which is the next one if need be. */
    private boolean hasBytes() {
        if (index < line.length) {
            return true;
        }
        if (ended || failure != null) {
            return false;
        }
        try {
            ended = !rows.hasNext();
            if (ended) {
                atEnd.run();
            }
            line = ended ? NOTHING : line(rows.next()).getBytes(StandardCharsets.UTF_8);
            index = 0;
        } catch (RuntimeException e) {
            failure = e;
        }
        return index < line.length;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        line = NOTHING;
        if (rows instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
