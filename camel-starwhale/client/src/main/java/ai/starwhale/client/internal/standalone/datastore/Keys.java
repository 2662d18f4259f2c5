// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.rows.Numbers;
import java.util.Arrays;

/**
 * The order of keys, which is Python's: numbers and booleans by size (false is 0, true is 1), texts by code point and not
 * by UTF-16 unit, bytes without sign. Keys of two of these sorts cannot be compared.
 */
final class Keys {
    private Keys() {}

    static boolean areComparable(Object a, Object b) {
        return isNumber(a) ? isNumber(b) : a.getClass() == b.getClass();
    }

    /**
     * Compares two keys.
     *
     * @throws ProtocolException if they cannot be compared: no table has such keys
     */
    static int compare(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            return texts(x, y);
        }
        if (a instanceof byte[] x && b instanceof byte[] y) {
            return Arrays.compareUnsigned(x, y);
        }
        if (isNumber(a) && isNumber(b)) {
            return Numbers.compare(number(a), number(b));
        }
        throw new ProtocolException(
                "a key of type " + a.getClass().getSimpleName() + " cannot be compared with one of type "
                        + b.getClass().getSimpleName(),
                0,
                null);
    }

    private static boolean isNumber(Object key) {
        return key instanceof Number || key instanceof Boolean;
    }

    private static Number number(Object key) {
        if (key instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        // To Python 0.0 and -0.0 are the same key; to Double.compare they are not.
        return key instanceof Double || key instanceof Float
                ? (Number) (((Number) key).doubleValue() + 0.0)
                : (Number) key;
    }

    private static int texts(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
