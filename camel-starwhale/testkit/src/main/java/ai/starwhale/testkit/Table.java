// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A table of the datastore. Its key column is {@code id}. Rows map column names to values, see {@link Values}; a null
 * value is a null cell, a missing name no cell at all.
 */
public abstract class Table {

    static final String KEY = "id";

    Table() {}

    /**
     * A table of these rows, in any order; they count as written in the order given.
     *
     * @throws IllegalArgumentException if a row has no {@code id}
     */
    public static Table of(List<? extends Map<String, ?>> rows) {
        StoredTable table = new StoredTable(KEY);
        rows.forEach(table::put);
        return table;
    }

    /**
     * A table whose rows are made when they are asked for, and never kept.
     *
     * @param rows how many there are
     * @param row makes the row of an index from 0 on; ids must ascend in the Server's order (numbers by size, then
     *     texts by UTF-16 unit), otherwise scans fail with status 500
     */
    public static Table generated(long rows, LongFunction<? extends Map<String, ?>> row) {
        return new GeneratedTable(rows, row);
    }

    /**
     * A generated table of these rows over and over, with running ids. Ids that are numbers count from 0; of ids that
     * are texts the digits at the end are replaced ({@code mnist_0}, {@code mnist_1}, ...). A column {@code _index} gets
     * the same number. Row number i repeats row i modulo the number of rows.
     */
    public static Table repeated(List<? extends Map<String, ?>> template, long rows) {
        if (template.isEmpty() || template.get(0).get(KEY) instanceof Number) {
            return generated(rows, i -> numbered(template, i, i));
        }
        String prefix = String.valueOf(template.get(0).get(KEY)).replaceAll("\\d+$", "");
        return generated(rows, i -> {
            long number = DecimalOrder.number(i, rows);
            return numbered(template, number, prefix + number);
        });
    }

    private static Map<String, ?> numbered(List<? extends Map<String, ?>> template, long number, Object id) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(template.get((int) (number % template.size())));
        row.put(KEY, id);
        row.computeIfPresent("_index", (name, old) -> number);
        return row;
    }

    abstract String keyColumn();

    /** The type that keys are read with where a request does not say it: that of the last key written. */
    abstract ColumnType keyType();

    abstract Set<String> columns();

    abstract Map<String, Hints> hints(Predicate<String> column);

    /** Rows in key order, from a key on. */
    abstract Iterator<Map<String, ?>> rows(@Nullable Object start, boolean inclusive);

    abstract Iterator<Map<String, ?>> rowsBackwards();

    /** Tells the table which rows an answer is about to show. */
    void showing(List<Map<String, ?>> rows) {}
}
