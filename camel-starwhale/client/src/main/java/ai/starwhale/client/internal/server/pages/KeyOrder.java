// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.internal.rows.Numbers;
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
            return Numbers.compare(a, b) < 0;
        } else if (earlier instanceof String a && later instanceof String b) {
            return a.compareTo(b) < 0;
        } else if (earlier instanceof Boolean a && later instanceof Boolean b) {
            return a.compareTo(b) < 0;
        } else if (earlier instanceof byte[] a && later instanceof byte[] b) {
            return !Arrays.equals(a, b);
        }
        return !(earlier instanceof String && later instanceof Number);
    }
}
