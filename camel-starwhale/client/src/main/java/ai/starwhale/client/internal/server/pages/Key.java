// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.ValueType.Kind;
import java.math.BigInteger;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row as a bound of a scan: its type, and its text in that type.
 *
 * @param kind the type that the text is in
 * @param text the encoded value
 */
public record Key(Kind kind, String text) {
    private static final Set<Kind> INTEGERS = EnumSet.of(Kind.INT8, Kind.INT16, Kind.INT32, Kind.INT64);
    private static final Set<Kind> FLOATS = EnumSet.of(Kind.FLOAT16, Kind.FLOAT32, Kind.FLOAT64);

    /** The key that a row had. */
    public static Key of(Object value) {
        HexFormat hex = HexFormat.of();
        if (value instanceof String text) {
            return new Key(Kind.STRING, text);
        } else if (value instanceof Long number) {
            return new Key(Kind.INT64, hex.toHexDigits(number));
        } else if (value instanceof Integer number) {
            return new Key(Kind.INT32, hex.toHexDigits(number));
        } else if (value instanceof Short number) {
            return new Key(Kind.INT16, hex.toHexDigits(number));
        } else if (value instanceof Byte number) {
            return new Key(Kind.INT8, hex.toHexDigits(number));
        } else if (value instanceof Double number) {
            return new Key(Kind.FLOAT64, hex.toHexDigits(Double.doubleToRawLongBits(number)));
        } else if (value instanceof Float number) {
            return new Key(Kind.FLOAT32, hex.toHexDigits(Float.floatToRawIntBits(number)));
        } else if (value instanceof Boolean bool) {
            return new Key(Kind.BOOL, bool ? "1" : "0");
        } else if (value instanceof byte[] bytes) {
            return new Key(Kind.BYTES, Base64.getEncoder().encodeToString(bytes));
        }
        throw new InvalidRequestException(
                "a bound of a scan is a number, a text, a boolean or a byte array, not a "
                        + value.getClass().getName(),
                0,
                null);
    }

    /**
     * The bound that a user gave, understood as one of the types that the table's keys have.
     *
     * @param name what the bound is called in an error: start or end
     * @param types the types of the table's keys, empty for a table without rows
     */
    public static Key bound(String name, Object value, Set<Kind> types) {
        Key key = of(value);
        if (types.isEmpty()
                || types.contains(key.kind)
                || (isNumber(key.kind) && types.stream().anyMatch(Key::isNumber))) {
            return key;
        }
        if (value instanceof String text) {
            Object converted = converted(text.strip(), types);
            if (converted != null) {
                return of(converted);
            }
        }
        throw new InvalidRequestException(
                name + " '" + value + "' (" + key.kind + ") cannot be compared with the keys of the table, which are "
                        + types,
                0,
                null);
    }

    private static @Nullable Object converted(String text, Set<Kind> types) {
        try {
            if (types.stream().anyMatch(INTEGERS::contains) && text.matches("[+-]?[0-9]+")) {
                return new BigInteger(text).longValueExact();
            }
            if (types.stream().anyMatch(Key::isNumber)) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException | ArithmeticException notANumber) {
            return null;
        }
        if (types.contains(Kind.BOOL) && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        return null;
    }

    private static boolean isNumber(Kind kind) {
        return INTEGERS.contains(kind) || FLOATS.contains(kind);
    }
}
