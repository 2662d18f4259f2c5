// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The text forms of scalar values: encoded as they are stored, and raw as {@code rawResult} shows them. */
final class Scalars {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Scalars() {}

    static String encode(Object value) {
        if (value instanceof String text) {
            return text;
        } else if (value instanceof Long number) {
            return hex(number, 16);
        } else if (value instanceof Double number) {
            return hex(Double.doubleToRawLongBits(number), 16);
        } else if (value instanceof Integer number) {
            return hex(number, 8);
        } else if (value instanceof Float number) {
            return hex(Float.floatToRawIntBits(number), 8);
        } else if (value instanceof Boolean bool) {
            return bool ? "1" : "0";
        } else if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        } else if (value instanceof Short number) {
            return hex(number, 4);
        } else if (value instanceof Byte number) {
            return hex(number, 2);
        }
        throw new IllegalArgumentException("not a scalar: " + value.getClass().getName());
    }

    static String raw(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
    }

    /**
     * The value of an encoded text. Integers may be unpadded and in any case; too many digits are cut off silently, as
     * the Server does.
     */
    static Object decode(ColumnType type, String text) {
        return switch (type) {
            case STRING -> text;
            case INT8 -> (byte) Long.parseUnsignedLong(text, 16);
            case INT16 -> (short) Long.parseUnsignedLong(text, 16);
            case INT32 -> (int) Long.parseUnsignedLong(text, 16);
            case INT64 -> Long.parseUnsignedLong(text, 16);
            case FLOAT32 -> Float.intBitsToFloat((int) Long.parseUnsignedLong(text, 16));
            case FLOAT64 -> Double.longBitsToDouble(Long.parseUnsignedLong(text, 16));
            case BOOL -> bool(text);
            case BYTES -> Base64.getDecoder().decode(text);
            default -> throw new IllegalArgumentException("invalid type " + type);
        };
    }

    private static boolean bool(String text) {
        if (!text.equals("1") && !text.equals("0")) {
            throw new IllegalArgumentException("invalid bool value " + text);
        }
        return text.equals("1");
    }

    private static String hex(long bits, int digits) {
        byte[] text = new byte[digits];
        for (int i = digits - 1; i >= 0; i--) {
            text[i] = (byte) HEX[(int) (bits & 0xf)];
            bits >>>= 4;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
