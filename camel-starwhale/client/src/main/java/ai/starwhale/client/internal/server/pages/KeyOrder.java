// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The order in which a Server gives rows: numbers by size, integers among floats, and then texts by UTF-16 unit. Where
 * the other kinds of keys stand among these was never seen: of two that cannot be compared either may be the first.
 */
public final class KeyOrder {
    private KeyOrder() {}

    /** Whether a row with the later key can come behind one with the earlier key. */
    public static boolean ascends(Object earlier, Object later) {
        if (earlier instanceof Number a && later instanceof Number b) {
            return compare(a, b) < 0;
        } else if (earlier instanceof String a && later instanceof String b) {
            return a.compareTo(b) < 0;
        } else if (earlier instanceof Boolean a && later instanceof Boolean b) {
            return a.compareTo(b) < 0;
        } else if (earlier instanceof byte[] a && later instanceof byte[] b) {
            return !Arrays.equals(a, b);
        }
        return !(earlier instanceof String && later instanceof Number);
    }

    private static int compare(Number a, Number b) {
        if (!isFloat(a) && !isFloat(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        double x = a.doubleValue();
        double y = b.doubleValue();
        if ((isFloat(a) && isFloat(b)) || !Double.isFinite(x) || !Double.isFinite(y)) {
            return Double.compare(x, y);
        }
        return exact(a).compareTo(exact(b));
    }

    /** A long need not fit into a double. */
    private static BigDecimal exact(Number number) {
        return isFloat(number) ? new BigDecimal(number.doubleValue()) : BigDecimal.valueOf(number.longValue());
    }

    private static boolean isFloat(Number number) {
        return number instanceof Double || number instanceof Float;
    }
}
