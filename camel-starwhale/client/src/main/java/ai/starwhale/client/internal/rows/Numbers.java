// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Compares numbers of any of the kinds that keys have, exactly: a long need not fit into a double. */
public final class Numbers {
    private Numbers() {}

    /** By size; among floats as {@link Double#compare} does. */
    public static int compare(Number a, Number b) {
        if (isLong(a) && isLong(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        double x = a.doubleValue();
        double y = b.doubleValue();
        if ((isFloat(a) && isFloat(b)) || !Double.isFinite(x) || !Double.isFinite(y)) {
            return Double.compare(x, y);
        }
        return exact(a).compareTo(exact(b));
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return isFloat(number) ? new BigDecimal(number.doubleValue()) : BigDecimal.valueOf(number.longValue());
    }

    private static boolean isFloat(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    private static boolean isLong(Number number) {
        return !isFloat(number) && !(number instanceof BigInteger);
    }
}
