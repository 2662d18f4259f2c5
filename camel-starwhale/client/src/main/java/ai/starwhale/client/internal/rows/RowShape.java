// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a row, shared by all rows that have the same ones. */
public final class RowShape {
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();
    private ValueType[] types = {};

    public RowShape(List<String> names) {
        this.names = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            positions.put(names.get(i), i);
        }
    }

    public int size() {
        return names.size();
    }

    public String name(int position) {
        return names.get(position);
    }

    /** Where the column stands, or -1. */
    public int position(@Nullable Object name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }

    /**
     * The types found, in the order of these indices, as one array for all rows as long as they do not change: most tables
     * have one type a column.
     */
    public ValueType[] shared(ValueType[] found, int[] order) {
        boolean same = types.length == order.length;
        for (int i = 0; same && i < order.length; i++) {
            same = types[i].equals(found[order[i]]);
        }
        if (!same) {
            types = new ValueType[order.length];
            for (int i = 0; i < order.length; i++) {
                types[i] = found[order[i]];
            }
        }
        return types;
    }
}
