// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the bytes of JSON mean. */
final class JsonBytes {
    /** What ends the plain part of a string: its end, an escape, and what must not be in one. */
    private static final boolean[] STOPS = new boolean[256];

    private static final byte[] DIGITS = new byte[256];

    static {
        Arrays.fill(STOPS, 0, ' ', true);
        STOPS['"'] = true;
        STOPS['\\'] = true;
        for (int c = 0; c < 256; c++) {
            DIGITS[c] = (byte) (c < 128 ? Character.digit(c, 16) : -1);
        }
    }

    private JsonBytes() {}

    static boolean isBlank(byte b) {
        return b <= ' ' && (b == ' ' || b == '\t' || b == '\r' || b == '\n');
    }

    /** Whether a string goes on with it, and it stands for itself. */
    static boolean isPlain(byte b) {
        return !STOPS[b & 0xff];
    }

    /** The value of a hexadecimal digit, -1 for what is none. */
    static int digit(byte b) {
        return DIGITS[b & 0xff];
    }

    /** The text that these bytes are in UTF-8. */
    static String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // What is no UTF-8 becomes this character, which may also stand there itself.
        if (text.indexOf('\ufffd') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            } catch (CharacterCodingException e) {
                throw new ProtocolException("a text is not UTF-8", 0, e);
            }
        }
        return text;
    }
}
