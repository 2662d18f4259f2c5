// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType.Kind;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text form of scalars: integers as two's complement in hexadecimal digits, floats as their IEEE bits in hexadecimal
 * digits, BOOL as 1 or 0, BYTES in base64. Source: protocol of the datastore, "updateTable", as the Python SDK writes it.
 */
public final class Scalars {
    /** The value of each character as a hexadecimal digit, -1 for what is none: quicker than asking Character. */
    private static final byte[] DIGITS = digits();

    private Scalars() {}

    /** The value of the text that the parser stands on. */
    public static Object decode(Kind kind, JsonParser parser) throws IOException {
        return switch (kind) {
            case STRING -> parser.getText();
            case INT64 -> bits(kind, parser, 16);
            case INT32 -> (int) bits(kind, parser, 8);
            case INT16 -> (short) bits(kind, parser, 4);
            case INT8 -> (byte) bits(kind, parser, 2);
            case FLOAT64 -> Double.longBitsToDouble(bits(kind, parser, 16));
            case FLOAT32 -> Float.intBitsToFloat((int) bits(kind, parser, 8));
            case FLOAT16 -> halfToFloat((int) bits(kind, parser, 4));
            case BOOL -> bool(parser);
            case BYTES -> bytes(parser);
            case UNKNOWN, LIST, TUPLE, MAP, OBJECT -> throw unexpected(kind, parser.getText());
        };
    }

    private static byte[] bytes(JsonParser parser) throws IOException {
        try {
            return parser.getBinaryValue();
        } catch (JsonEOFException e) {
            throw e;
        } catch (JsonParseException e) {
            // To the parser this is broken JSON, which may be a connection that broke.
            throw new ProtocolException("a cell of type BYTES cannot hold what is not base64", 0, null);
        }
    }

    private static boolean bool(JsonParser parser) throws IOException {
        char digit = parser.getTextLength() == 1 ? parser.getTextCharacters()[parser.getTextOffset()] : 0;
        if (digit != '0' && digit != '1') {
            throw unexpected(Kind.BOOL, parser.getText());
        }
        return digit == '1';
    }

    private static long bits(Kind kind, JsonParser parser, int digits) throws IOException {
        int length = parser.getTextLength();
        if (length == 0 || length > digits) {
            throw unexpected(kind, parser.getText());
        }
        char[] text = parser.getTextCharacters();
        int start = parser.getTextOffset();
        long bits;
        // Negative as soon as one character is no digit: asking once at the end is quicker than asking for each.
        int wrong;
        if (length == 16) {
            // Most numbers of a table are as long, and quicker to read without a loop.
            int first = four(text, start);
            int second = four(text, start + 4);
            int third = four(text, start + 8);
            int last = four(text, start + 12);
            wrong = first | second | third | last;
            bits = (long) first << 48 | (long) second << 32 | (long) third << 16 | last;
        } else {
            bits = 0;
            wrong = 0;
            for (int i = start; i < start + length; i++) {
                int digit = DIGITS[text[i]];
                wrong |= digit;
                bits = bits << 4 | digit;
            }
        }
        if (wrong < 0) {
            throw unexpected(kind, parser.getText());
        }
        return bits;
    }

    /** Four digits, or something negative. */
    private static int four(char[] text, int at) {
        return DIGITS[text[at]] << 12 | DIGITS[text[at + 1]] << 8 | DIGITS[text[at + 2]] << 4 | DIGITS[text[at + 3]];
    }

    private static byte[] digits() {
        byte[] digits = new byte[Character.MAX_VALUE + 1];
        Arrays.fill(digits, (byte) -1);
        for (char c = 0; c < 128; c++) {
            digits[c] = (byte) Character.digit(c, 16);
        }
        return digits;
    }

    /** IEEE 754 binary16, which Java 17 cannot convert itself. */
    public static float halfToFloat(int half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        }
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }

    /** Adds a pair to a MAP, in which no key stands twice: one of the two values would be lost. */
    public static void put(
            Map<@Nullable Object, @Nullable Object> pairs, @Nullable Object key, @Nullable Object value) {
        int before = pairs.size();
        pairs.put(key, value);
        if (pairs.size() == before) {
            throw new ProtocolException("a MAP with a key that stands in it twice", 0, null);
        }
    }

    public static ProtocolException unexpected(Kind kind, String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return new ProtocolException("a cell of type " + kind + " cannot hold '" + shown + "'", 0, null);
    }
}
