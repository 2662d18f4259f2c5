// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType.Kind;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the kind that a text names without making a String of it: there is one for every single value of a page. */
public final class Kinds {
    private static final @Nullable Kind[] BY_SLOT = new Kind[256];
    private static final char[][] NAMES = new char[BY_SLOT.length][];

    static {
        for (Kind kind : Kind.values()) {
            char[] name = kind.name().toCharArray();
            int slot = slot(name, 0, name.length);
            if (BY_SLOT[slot] != null) {
                throw new IllegalStateException(kind + " and " + BY_SLOT[slot] + " share a slot");
            }
            BY_SLOT[slot] = kind;
            NAMES[slot] = name;
        }
    }

    private Kinds() {}

    /** The kind named by the text that the parser stands on. */
    public static Kind read(JsonParser parser) throws IOException {
        Kind kind = find(parser);
        if (kind == null) {
            throw new ProtocolException("a value has the type '" + parser.getText() + "', which is not known", 0, null);
        }
        return kind;
    }

    /** The same; null for one that is not known. */
    public static @Nullable Kind find(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int start = parser.getTextOffset();
        int length = parser.getTextLength();
        int slot = length == 0 ? 0 : slot(text, start, length);
        Kind kind = BY_SLOT[slot];
        return kind == null || !same(NAMES[slot], text, start, length) ? null : kind;
    }

    /** First, last and last but one character and the length tell all kinds apart; the rest is compared afterwards. */
    private static int slot(char[] text, int start, int length) {
        int last = start + length - 1;
        return (text[start] * 5 + text[last] * 3 + text[Math.max(start, last - 1)] * 7 + length) & 255;
    }

    private static boolean same(char[] name, char[] text, int start, int length) {
        if (name.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name[i] != text[start + i]) {
                return false;
            }
        }
        return true;
    }
}
