// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The Server's order of values: nulls, booleans, all numbers by size, strings by UTF-16 unit, bytes. */
final class KeyOrder implements Comparator<@Nullable Object> {

    static final KeyOrder INSTANCE = new KeyOrder();

    private KeyOrder() {}

    @Override
    public int compare(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String left && b instanceof String right) {
            return left.compareTo(right);
        } else if (a instanceof Number left && b instanceof Number right) {
            return numbers(left, right);
        } else if (a instanceof Boolean left && b instanceof Boolean right) {
            return left.compareTo(right);
        } else if (a instanceof byte[] left && b instanceof byte[] right) {
            // With signs, as Java's buffers do it, and so the Server.
            return Arrays.compare(left, right);
        }
        return Integer.compare(rank(a), rank(b));
    }

    private static int numbers(Number a, Number b) {
        if (isFloat(a) || isFloat(b)) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return Long.compare(a.longValue(), b.longValue());
    }

    private static boolean isFloat(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    private static int rank(@Nullable Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof Boolean) {
            return 1;
        } else if (value instanceof Number) {
            return 2;
        } else if (value instanceof String) {
            return 3;
        }
        return value instanceof byte[] ? 4 : 5;
    }
}
