// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive rows.
 *
 * @param rows the rows
 * @param keys the key of each row; null where the table's key column is not known
 */
public record RowPage(List<Row> rows, List<@Nullable Object> keys) {

    public int size() {
        return rows.size();
    }

    /** The key of the last row; null for an empty page and where the key is not known. */
    public @Nullable Object lastKey() {
        return keys.isEmpty() ? null : keys.get(keys.size() - 1);
    }
}
