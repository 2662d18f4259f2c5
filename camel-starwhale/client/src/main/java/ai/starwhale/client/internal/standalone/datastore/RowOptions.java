// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.Scan;
import ai.starwhale.client.internal.rows.RowLayout;
import java.util.List;
import java.util.Set;

/**
 * What the rows of a scan consist of.
 *
 * @param keyColumn the table's key column
 * @param columns the columns that are wanted; none is all
 * @param keepNone whether cells that hold nothing are cells
 */
record RowOptions(String keyColumn, Set<String> columns, boolean keepNone) {

    static RowOptions of(Scan scan, String keyColumn) {
        return new RowOptions(keyColumn, Set.copyOf(scan.columns()), scan.keepsNone());
    }

    /** Whether the column has to be read: besides what is wanted, the key, and the mark of a deletion. */
    boolean needs(String column) {
        return wants(column) || column.equals(keyColumn) || column.equals(RecordSchema.DELETION);
    }

    private boolean wants(String column) {
        return columns.isEmpty() || columns.contains(column);
    }

    RowLayout layout(List<String> names) {
        return RowLayout.of(names, keyColumn, wants(keyColumn));
    }
}
