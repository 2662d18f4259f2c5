// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the values of a row, in the order in which they arrived, become a row: the key column first, the rest by name. */
public final class RowLayout {
    private final RowShape shape;
    /** For each column of the row: as which one it arrived. */
    private final int[] sources;
    /** As which one the key arrived, or -1. */
    private final int key;

    private RowLayout(RowShape shape, int[] sources, int key) {
        this.shape = shape;
        this.sources = sources;
        this.key = key;
    }

    /** With {@code keepKey} false the key column is no column of the rows. */
    public static RowLayout of(List<String> arrived, String keyColumn, boolean keepKey) {
        int key = arrived.indexOf(keyColumn);
        List<String> names = new ArrayList<>(arrived);
        names.remove(keyColumn);
        names.sort(null);
        if (key >= 0 && keepKey) {
            names.add(0, keyColumn);
        }
        int[] sources = names.stream().mapToInt(arrived::indexOf).toArray();
        return new RowLayout(new RowShape(names), sources, key);
    }

    /** The key among the values that arrived; null where there is none. */
    public @Nullable Object key(@Nullable Object[] values) {
        return key < 0 ? null : values[key];
    }

    /** The row of the values that arrived; the arrays are not kept. */
    public Row row(@Nullable Object[] values, ValueType[] types) {
        @Nullable Object[] cells = new Object[sources.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = values[sources[i]];
        }
        return new ShapedRow(shape, cells, shape.shared(types, sources));
    }
}
