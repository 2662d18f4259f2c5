// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.ValueType.Kind;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Understands the bounds that a user gives to a scan. */
public final class Bounds {
    private static final Set<Kind> INTEGERS = EnumSet.of(Kind.INT8, Kind.INT16, Kind.INT32, Kind.INT64);
    private static final Set<Kind> NUMBERS =
            EnumSet.of(Kind.INT8, Kind.INT16, Kind.INT32, Kind.INT64, Kind.FLOAT16, Kind.FLOAT32, Kind.FLOAT64);

    private Bounds() {}

    /**
     * The bound as a value that can be compared with keys of these kinds: as it is, or read from a text.
     *
     * @param name what the bound is called in an error: start or end
     * @param kind the kind of the value
     * @param keys the kinds of the table's keys, empty for a table without rows
     */
    public static Object understood(String name, Object value, Kind kind, Set<Kind> keys) {
        if (keys.isEmpty() || keys.contains(kind) || (NUMBERS.contains(kind) && holdsNumbers(keys))) {
            return value;
        }
        Object converted = value instanceof String text ? converted(text.strip(), keys) : null;
        if (converted == null) {
            throw new InvalidRequestException(
                    name + " '" + value + "' (" + kind + ") cannot be compared with the keys of the table, which are "
                            + keys,
                    0,
                    null);
        }
        return converted;
    }

    private static @Nullable Object converted(String text, Set<Kind> keys) {
        if (keys.contains(Kind.BOOL) && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        try {
            if (keys.stream().anyMatch(INTEGERS::contains) && text.matches("[+-]?[0-9]+")) {
                return new BigInteger(text).longValueExact();
            }
            if (holdsNumbers(keys)) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException | ArithmeticException notANumber) {
            return null;
        }
        return null;
    }

    private static boolean holdsNumbers(Set<Kind> keys) {
        return keys.stream().anyMatch(NUMBERS::contains);
    }
}
