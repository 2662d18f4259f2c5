// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.rows.RowShape;
import ai.starwhale.client.internal.rows.ShapedRow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row while it is read. It begins as the row before ended: with as many columns, of the same types. As long as that
 * holds, each value is stored once, where it stays, and no type is stored at all.
 */
final class Draft {
    private static final ValueType NOT_KNOWN = ValueType.of(Kind.UNKNOWN);

    private final ValueType[] before;
    private ValueType[] types;
    private @Nullable Object[] values;
    private int size;

    /** With the types of the row before, which are not changed. */
    Draft(ValueType[] before) {
        this.before = before;
        this.types = before;
        this.values = new Object[before.length];
    }

    /** The type that the next value had in the row before. */
    ValueType expected() {
        return size < before.length ? before[size] : NOT_KNOWN;
    }

    void add(@Nullable Object value, ValueType type) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size + 8);
        }
        if (size >= types.length || !type.equals(types[size])) {
            setType(type);
        }
        values[size++] = value;
    }

    private void setType(ValueType type) {
        if (types == before || size == types.length) {
            types = Arrays.copyOf(types, Math.max(types.length, values.length));
        }
        types[size] = type;
    }

    /** The value that arrived as this one. */
    @Nullable Object value(int index) {
        return values[index];
    }

    /** The row, of the shape that its columns turned out to have. */
    Row finish(RowShape shape) {
        if (size < values.length) {
            values = Arrays.copyOf(values, size);
        }
        return new ShapedRow(shape, values, shape.shared(size < types.length ? Arrays.copyOf(types, size) : types));
    }
}
