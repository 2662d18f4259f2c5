// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row, shared by all rows that have the same ones in the same places. Where a value is stored in a row
 * need not be where its column stands among the others: values are stored as they arrive, and columns are sorted.
 */
public final class RowShape {
    private final List<String> names;
    private final int[] places;
    private final Map<String, Integer> placesByName = new HashMap<>();
    private ValueType[] types = {};

    /** Values are stored in the order of the columns. */
    public RowShape(List<String> names) {
        this(names, IntStream.range(0, names.size()).toArray());
    }

    /** With the place, for each of these columns, where its value is stored. */
    public RowShape(List<String> names, int[] places) {
        this.names = List.copyOf(names);
        this.places = places.clone();
        for (int i = 0; i < places.length; i++) {
            placesByName.put(names.get(i), places[i]);
        }
    }

    public int size() {
        return places.length;
    }

    public String name(int position) {
        return names.get(position);
    }

    /** Where the value of the column at this position is stored. */
    int place(int position) {
        return places[position];
    }

    /** Where the value of this column is stored, or -1. */
    int place(@Nullable Object name) {
        Integer place = placesByName.get(name);
        return place == null ? -1 : place;
    }

    /** The types that the values of the latest row had, each where its value is stored; not to be changed. */
    public ValueType[] types() {
        return types;
    }

    /** These types, as one array for all rows as long as they do not change: most tables have one type a column. */
    public ValueType[] shared(ValueType[] found) {
        if (!Arrays.equals(types, found)) {
            types = found;
        }
        return types;
    }
}
