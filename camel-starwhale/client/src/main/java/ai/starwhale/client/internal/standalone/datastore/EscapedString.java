// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

/** Reads a JSON string that has escapes in it, which few have. */
final class EscapedString {
    private final byte[] line;
    private final int end;
    private int at;

    /** Begins behind the opening quote. */
    EscapedString(byte[] line, int from, int end) {
        this.line = line;
        this.at = from;
        this.end = end;
    }

    /** The text; the cursor is left behind its closing quote. */
    String read(Cursor cursor) {
        StringBuilder text = new StringBuilder();
        int plain = at;
        while (at < end && line[at] != '"') {
            if (line[at] >= 0 && line[at] < ' ') {
                throw odd(cursor);
            }
            if (line[at] == '\\') {
                text.append(JsonBytes.text(line, plain, at));
                text.append(escaped(cursor));
                plain = at;
            } else {
                at++;
            }
        }
        if (at >= end) {
            throw odd(cursor);
        }
        text.append(JsonBytes.text(line, plain, at));
        cursor.goTo(at + 1);
        return text.toString();
    }

    /** The character of the escape that begins here; goes behind it. */
    private char escaped(Cursor cursor) {
        if (at + 1 >= end) {
            throw odd(cursor);
        }
        char kind = (char) line[at + 1];
        at += 2;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit(cursor);
            default -> throw odd(cursor);
        };
    }

    private char unit(Cursor cursor) {
        int unit = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < end ? JsonBytes.digit(line[at]) : -1;
            if (digit < 0) {
                throw odd(cursor);
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private RuntimeException odd(Cursor cursor) {
        cursor.goTo(Math.min(at, end));
        return cursor.odd("the rest of a text");
    }
}
