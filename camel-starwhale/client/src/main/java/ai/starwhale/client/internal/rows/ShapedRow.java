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

/** A row as an array of values over a shared shape, which knows where in it each one is. */
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
        int place = shape.place(column);
        if (place < 0) {
            throw new IllegalArgumentException("no column '" + column + "' in this row, which has " + keySet());
        }
        return types[place];
    }

    @Override
    public @Nullable Object get(@Nullable Object column) {
        int place = shape.place(column);
        return place < 0 ? null : values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object column) {
        return shape.place(column) >= 0;
    }

    @Override
    public int size() {
        return shape.size();
    }

    @Override
    @SuppressWarnings("NullAway") // A cell may hold nothing, which the Map of a Row's face cannot say.
    public void forEach(BiConsumer<? super String, ? super Object> action) {
        for (int i = 0; i < shape.size(); i++) {
            action.accept(shape.name(i), values[shape.place(i)]);
        }
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return shape.size();
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
            return position < shape.size();
        }

        @Override
        @SuppressWarnings("NullAway")
        public Map.Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int next = position++;
            return new AbstractMap.SimpleImmutableEntry<>(shape.name(next), values[shape.place(next)]);
        }
    }
}
