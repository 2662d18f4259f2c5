// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.rows.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A place in one line of JSON. Jackson would have to look at every token of the line, of which most tell, in the same words
 * as the line before, what type the columns have; this one compares such a stretch as a whole, and reads values from the
 * bytes.
 */
final class Cursor {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private byte[] line = {};
    private int end;
    private int at;

    /** Goes to the beginning of a line. */
    void on(byte[] bytes, int from, int to) {
        line = bytes;
        at = from;
        end = to;
    }

    int position() {
        return at;
    }

    void goTo(int position) {
        at = position;
    }

    /** A copy of what lies between the position and here. */
    byte[] since(int position) {
        return Arrays.copyOfRange(line, position, at);
    }

    /** Goes behind these bytes if they come next. */
    boolean takes(byte[] expected) {
        int to = at + expected.length;
        if (to > end || !Arrays.equals(line, at, to, expected, 0, expected.length)) {
            return false;
        }
        at = to;
        return true;
    }

    /** Goes behind this byte, and the blanks around it. */
    void expect(char wanted) {
        if (next() != wanted) {
            throw odd("'" + wanted + "'");
        }
        at++;
        skipBlanks();
    }

    /** The byte that comes next behind blanks, 0 at the end. */
    char next() {
        skipBlanks();
        return at < end ? (char) (line[at] & 0xff) : 0;
    }

    /** Whether another entry comes before the end of an array or object; goes to it, or behind the end. */
    boolean hasMore(char close, boolean isFirst) {
        if (next() == close) {
            at++;
            return false;
        }
        if (!isFirst) {
            expect(',');
        }
        return true;
    }

    private void skipBlanks() {
        while (at < end && JsonBytes.isBlank(line[at])) {
            at++;
        }
    }

    /** Whether null comes next; goes behind it if so. */
    boolean takesNull() {
        skipBlanks();
        return at < end && line[at] == 'n' && takes(NULL);
    }

    /** A name of an object; goes behind its colon. */
    String name() {
        String name = string();
        expect(':');
        return name;
    }

    /** A name that is a decimal number; goes behind its colon. */
    long number() {
        int from = openString();
        long number = 0;
        int i = from;
        for (; i < end && line[i] >= '0' && line[i] <= '9' && i < from + 18; i++) {
            number = number * 10 + (line[i] - '0');
        }
        if (i == from || i == end || line[i] != '"') {
            throw odd("a number of at most 18 digits");
        }
        at = i + 1;
        expect(':');
        return number;
    }

    /** A text. */
    String string() {
        int from = openString();
        int to = plain(from);
        if (line[to] != '"') {
            return new EscapedString(line, from, end).read(this);
        }
        at = to + 1;
        return JsonBytes.text(line, from, to);
    }

    /** The end of what is plain in a string. */
    private int plain(int from) {
        int i = from;
        while (i < end && JsonBytes.isPlain(line[i])) {
            i++;
        }
        if (i == end || (line[i] & 0xff) < ' ') {
            at = i;
            throw odd("the rest of a text");
        }
        return i;
    }

    /** A number in hexadecimal digits, at most so many; fewer are the lower ones. */
    long bits(Kind kind, int digits) {
        int from = openString();
        int to = Math.min(end, from + digits + 1);
        long bits = 0;
        int i = from;
        for (; i < to && line[i] != '"'; i++) {
            int digit = JsonBytes.digit(line[i]);
            if (digit < 0) {
                throw unexpected(kind, from);
            }
            bits = bits << 4 | digit;
        }
        if (i == from || i == to) {
            throw unexpected(kind, from);
        }
        at = i + 1;
        return bits;
    }

    /** A 1 or a 0. */
    boolean bool() {
        int from = openString();
        if (from + 1 >= end || line[from + 1] != '"' || (line[from] != '0' && line[from] != '1')) {
            throw unexpected(Kind.BOOL, from);
        }
        at = from + 2;
        return line[from] == '1';
    }

    /** Bytes in base64. */
    byte[] bytes() {
        int from = openString();
        int to = plain(from);
        byte[] encoded = Arrays.copyOfRange(line, from, to);
        at = to + 1;
        try {
            if (line[to] != '"') {
                throw unexpected(Kind.BYTES, from);
            }
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw unexpected(Kind.BYTES, from);
        }
    }

    private int openString() {
        skipBlanks();
        if (at >= end || line[at] != '"') {
            throw odd("a text");
        }
        return at + 1;
    }

    /** Goes behind the value that comes next, whatever it is. */
    void skipValue() {
        int depth = 0;
        do {
            switch (next()) {
                case 0 -> throw odd("a value");
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> skipLiteral();
            }
        } while (depth > 0);
    }

    private void skipString() {
        int i = openString();
        for (i = plain(i); line[i] != '"'; i = plain(Math.min(i + 2, end))) {}
        at = i + 1;
    }

    private void skipLiteral() {
        int from = at;
        while (at < end && (Character.isLetterOrDigit(line[at]) || "+-.".indexOf(line[at]) >= 0)) {
            at++;
        }
        if (at == from) {
            throw odd("a value");
        }
    }

    /** Checks that the line ends here. */
    void expectEnd() {
        skipBlanks();
        if (at < end) {
            throw odd("the end of the line");
        }
    }

    private ProtocolException unexpected(Kind kind, int from) {
        return Scalars.unexpected(kind, shown(from));
    }

    /** That something else comes next than belongs there. */
    ProtocolException odd(String wanted) {
        String found = at < end ? "'" + shown(at) + "'" : "the end";
        return new ProtocolException(wanted + " is expected, and there is " + found, 0, null);
    }

    private String shown(int from) {
        return new String(line, from, Math.min(20, Math.max(0, end - from)), StandardCharsets.UTF_8);
    }
}
