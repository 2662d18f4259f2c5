// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A range of keys of which everything up to a revision was deleted.
 *
 * @param start the first key, null is the first of all
 * @param end the key behind the last, or the last; null is the last of all
 * @param prefix the keys are all that begin so, where they are texts; start and end do not count then
 */
record Tombstone(
        @Nullable Object start,
        @Nullable Object end,
        boolean endInclusive,
        long revision,
        @Nullable String prefix) {

    boolean covers(Object key) {
        if (prefix != null && key instanceof String text) {
            return text.startsWith(prefix);
        }
        Object from = start;
        Object to = end;
        return (from == null || order(from, key) <= 0)
                && (to == null || (endInclusive ? order(key, to) <= 0 : order(key, to) < 0));
    }

    private int order(Object a, Object b) {
        if (!Keys.areComparable(a, b)) {
            // Not to be passed over: somebody deleted something, and it cannot be told what.
            throw new ProtocolException(
                    "the range from " + start + " to " + end + " was deleted from it, which cannot be compared with its"
                            + " keys",
                    0,
                    null);
        }
        return Keys.compare(a, b);
    }
}
