// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import java.util.ArrayList;
import java.util.List;

/**
 * What the order in which values arrive makes of a row: the key column first, the rest by name.
 *
 * @param shape the row's columns, each with the place of its value
 * @param key as which one the key arrives, or -1
 */
public record RowLayout(RowShape shape, int key) {

    /** With {@code keepKey} false the key column is no column of the rows. */
    public static RowLayout of(List<String> arrived, String keyColumn, boolean keepKey) {
        int key = arrived.indexOf(keyColumn);
        List<String> names = new ArrayList<>(arrived);
        names.remove(keyColumn);
        names.sort(null);
        if (key >= 0 && keepKey) {
            names.add(0, keyColumn);
        }
        int[] places = names.stream().mapToInt(arrived::indexOf).toArray();
        return new RowLayout(new RowShape(names, places), key);
    }
}
