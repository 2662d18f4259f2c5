// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows, as the manifest of its table describes it. Blocks may overlap: a row's revisions may lie in several.
 *
 * @param file the file; once it is listed it never changes, a block that changes becomes another file
 * @param least no key of the block is less; null where that is not known
 * @param greatest no key of the block is greater; null where that is not known
 * @param rows how many keys it holds
 * @param firstRevision none of its revisions is less
 * @param lastRevision none of its revisions is greater
 */
record Block(
        Path file,
        @Nullable Object least,
        @Nullable Object greatest,
        long rows,
        long firstRevision,
        long lastRevision) {

    /** Whether it may hold keys of this range. */
    boolean mayHold(KeyRange range) {
        return (greatest == null || !range.isBefore(greatest)) && (least == null || !range.isBehind(least));
    }

    /** Whether it can hold a row with this key. */
    boolean canHold(Object key) {
        return (least == null || (Keys.areComparable(least, key) && Keys.compare(least, key) <= 0))
                && (greatest == null || (Keys.areComparable(greatest, key) && Keys.compare(key, greatest) <= 0));
    }
}
