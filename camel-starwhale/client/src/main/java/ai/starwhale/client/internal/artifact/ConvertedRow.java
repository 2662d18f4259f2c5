// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.artifact;

import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row with other values in some of its columns. What is stored is still what its types tell. */
final class ConvertedRow extends AbstractMap<String, Object> implements Row {
    private final Row row;
    private final Map<String, Object> changed;

    ConvertedRow(Row row, Map<String, Object> changed) {
        this.row = row;
        this.changed = changed;
    }

    @Override
    public ValueType type(String column) {
        return row.type(column);
    }

    @Override
    public @Nullable Object get(@Nullable Object column) {
        Object value = changed.get(column);
        return value == null ? row.get(column) : value;
    }

    @Override
    public boolean containsKey(@Nullable Object column) {
        return row.containsKey(column);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return row.size();
            }

            @Override
            public Iterator<Map.Entry<String, Object>> iterator() {
                Iterator<Map.Entry<String, Object>> cells = row.entrySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return cells.hasNext();
                    }

                    @Override
                    public Map.Entry<String, Object> next() {
                        Map.Entry<String, Object> cell = cells.next();
                        Object value = changed.get(cell.getKey());
                        return value == null ? cell : new SimpleImmutableEntry<>(cell.getKey(), value);
                    }
                };
            }
        };
    }
}
