// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A row as an array of values over a shared shape. */
public final class ShapedRow extends AbstractMap<String, Object> implements Row {
    private final RowShape shape;
    private final @Nullable Object[] values;
    private final ValueType[] types;

    public ShapedRow(RowShape shape, @Nullable Object[] values, ValueType[] types) {
        this.shape = shape;
        this.values = values;
        this.types = types;
    }

    @Override
    public ValueType type(String column) {
        int position = shape.position(column);
        if (position < 0) {
            throw new IllegalArgumentException("no column '" + column + "' in this row, which has " + keySet());
        }
        return types[position];
    }

    @Override
    public @Nullable Object get(@Nullable Object column) {
        int position = shape.position(column);
        return position < 0 ? null : values[position];
    }

    @Override
    public boolean containsKey(@Nullable Object column) {
        return shape.position(column) >= 0;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    @SuppressWarnings("NullAway") // A cell may hold nothing, which the Map of a Row's face cannot say.
    public void forEach(BiConsumer<? super String, ? super Object> action) {
        for (int i = 0; i < values.length; i++) {
            action.accept(shape.name(i), values[i]);
        }
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public Iterator<Map.Entry<String, Object>> iterator() {
                return new Cells();
            }
        };
    }

    private final class Cells implements Iterator<Map.Entry<String, Object>> {
        private int position;

        @Override
        public boolean hasNext() {
            return position < values.length;
        }

        @Override
        @SuppressWarnings("NullAway")
        public Map.Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return new AbstractMap.SimpleImmutableEntry<>(shape.name(position), values[position++]);
        }
    }
}
