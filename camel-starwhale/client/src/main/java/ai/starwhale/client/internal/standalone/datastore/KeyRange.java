// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.rows.Bounds;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that a scan wants; a bound that is null is open. */
record KeyRange(
        @Nullable Object start,
        boolean startInclusive,
        @Nullable Object end,
        boolean endInclusive) {

    /**
     * What the scan asks for, in a table with keys of this kind.
     *
     * @param keys the kind of the table's keys; null where the table never had a row
     * @throws InvalidRequestException if a bound cannot be compared with such keys
     */
    static KeyRange of(Scan scan, @Nullable Kind keys) {
        return new KeyRange(
                bound("start", scan.start(), keys),
                scan.startIsInclusive(),
                bound("end", scan.end(), keys),
                scan.endIsInclusive());
    }

    private static @Nullable Object bound(String name, @Nullable Object value, @Nullable Kind keys) {
        if (value == null) {
            return null;
        }
        Kind kind = kind(value);
        // To Python a boolean is a number.
        boolean fits = keys == null
                || (kind == Kind.BOOL && keys != Kind.STRING && keys != Kind.BYTES)
                || (value instanceof Number && keys == Kind.BOOL);
        Object bound = fits ? value : Bounds.understood(name, value, kind, Set.of(keys));
        // Nothing is less than NaN, and nothing is greater.
        return bound instanceof Number number && Double.isNaN(number.doubleValue()) ? null : bound;
    }

    private static Kind kind(Object value) {
        if (value instanceof String) {
            return Kind.STRING;
        } else if (value instanceof Double || value instanceof Float) {
            return Kind.FLOAT64;
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger) {
            return Kind.INT64;
        } else if (value instanceof Boolean) {
            return Kind.BOOL;
        } else if (value instanceof byte[]) {
            return Kind.BYTES;
        }
        throw new InvalidRequestException(
                "a bound of a scan is a number, a text, a boolean or a byte array, not a "
                        + value.getClass().getName(),
                0,
                null);
    }

    /** Whether the key comes before all that are wanted. */
    boolean isBefore(Object key) {
        Object from = start;
        if (from == null) {
            return false;
        }
        int order = Keys.compare(key, from);
        return order < 0 || (order == 0 && !startInclusive);
    }

    /** Whether the key comes behind all that are wanted. */
    boolean isBehind(Object key) {
        Object to = end;
        if (to == null) {
            return false;
        }
        int order = Keys.compare(key, to);
        return order > 0 || (order == 0 && !endInclusive);
    }
}
