// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.rows.Bounds;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * The key of a row as a bound of a scan: its type, and its text in that type.
 *
 * @param kind the type that the text is in
 * @param text the encoded value
 */
public record Key(Kind kind, String text) {
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
        Object understood = Bounds.understood(name, value, key.kind, types);
        return understood == value ? key : of(understood);
    }
}
