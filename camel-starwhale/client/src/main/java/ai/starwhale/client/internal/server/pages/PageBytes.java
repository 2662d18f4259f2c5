// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of one answer to {@code scanTable}. */
public final class PageBytes {
    /** A page of small rows has some 400 KB. What is larger is decoded as it comes. */
    private static final int LIMIT = 4 * 1024 * 1024;

    private static final byte[] LAST_KEY = "\"lastKey\":\"".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[64 * 1024];
    private int length;

    /** Reads an answer, in place of the one before; false if it is too long, and only its beginning was read. */
    public boolean read(InputStream answer) throws IOException {
        length = 0;
        for (int count = 0; count >= 0; count = answer.read(bytes, length, bytes.length - length)) {
            length += count;
            if (length == LIMIT) {
                return false;
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * length, LIMIT));
            }
        }
        return true;
    }

    /** How many bytes there are. */
    public int size() {
        return length;
    }

    /** What was read. */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    /**
     * The {@code lastKey} at the very end of the answer, found without decoding what stands before it. Null if it is not
     * there, or written with escapes.
     */
    public @Nullable String lastKey() {
        int end = length - 3;
        if (end < 0 || bytes[end] != '"' || bytes[end + 1] != '}' || bytes[end + 2] != '}') {
            return null;
        }
        int start = end;
        while (start > 0 && bytes[start - 1] != '"') {
            start--;
            if (bytes[start] == '\\') {
                return null;
            }
        }
        int name = start - LAST_KEY.length;
        return name < 0 || !Arrays.equals(bytes, name, start, LAST_KEY, 0, LAST_KEY.length)
                ? null
                : new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
