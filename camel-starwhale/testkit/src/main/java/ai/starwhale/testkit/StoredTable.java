// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A table whose rows are held, and can be written. */
final class StoredTable extends Table {

    private final String keyColumn;
    private final NavigableMap<Object, Map<String, ?>> rows = new ConcurrentSkipListMap<>(KeyOrder.INSTANCE);
    private final TableHints hints = new TableHints();
    private volatile ColumnType keyType = ColumnType.STRING;

    StoredTable(String keyColumn) {
        this.keyColumn = keyColumn;
        hints.addColumn(keyColumn);
    }

    /** Writes a row; columns of a row that is there already stay. */
    void put(Map<String, ?> row) {
        Object key = written(row);
        hints.add(row);
        rows.merge(key, Collections.unmodifiableMap(new LinkedHashMap<>(row)), (old, added) -> {
            Map<String, @Nullable Object> merged = new LinkedHashMap<>(old);
            merged.putAll(added);
            return Collections.unmodifiableMap(merged);
        });
    }

    void remove(Map<String, ?> row) {
        Object key = written(row);
        hints.add(row);
        rows.remove(key);
    }

    private Object written(Map<String, ?> row) {
        Object key = row.get(keyColumn);
        if (key == null) {
            throw new IllegalArgumentException("no key column in record " + row);
        }
        keyType = ColumnType.of(key);
        return key;
    }

    @Override
    String keyColumn() {
        return keyColumn;
    }

    @Override
    ColumnType keyType() {
        return keyType;
    }

    @Override
    Set<String> columns() {
        return hints.names();
    }

    @Override
    Map<String, Hints> hints(Predicate<String> column) {
        return hints.copy(column);
    }

    @Override
    Iterator<Map<String, ?>> rows(@Nullable Object start, boolean inclusive) {
        return (start == null ? rows : rows.tailMap(start, inclusive)).values().iterator();
    }

    @Override
    Iterator<Map<String, ?>> rowsBackwards() {
        return rows.descendingMap().values().iterator();
    }
}
