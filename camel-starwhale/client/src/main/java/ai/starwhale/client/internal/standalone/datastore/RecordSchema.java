// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.rows.RowLayout;
import ai.starwhale.client.internal.standalone.datastore.CellSchema.Plain;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one revision says of the types of its columns, understood once for all revisions that say the same, and how to read
 * their values by it.
 */
final class RecordSchema {
    /** The column of a revision that deletes its row. */
    static final String DELETION = "-";

    /** The columns that are read: first those that make up the row, then those that can only hold nothing. */
    final List<String> names;
    /** Where the key is among these, or -1. */
    final int key;
    /** Where the mark of a deletion is among these, or -1. */
    final int deletion;
    /** Makes the row of a revision that tells all of it, nulls aside. */
    final RowLayout layout;
    /** The bytes that were understood. */
    final byte[] text;

    private final int filled;
    private final List<CellSchema> types;
    /** How the SDK writes what stands before each value, so that it can be compared as a whole. */
    private final byte[][] prefixes;

    private final Map<String, Integer> columns = new HashMap<>();
    /** For each column of the revision: which of the names it is, or -1 where it is not read. */
    private final int[] slots;

    /** The types in the order of the revision's columns. */
    RecordSchema(byte[] text, Map<String, CellSchema> schema, RowOptions options) {
        this.text = text;
        this.types = List.copyOf(schema.values());
        this.prefixes = new byte[types.size()][];
        this.slots = new int[types.size()];
        List<String> full = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        for (Map.Entry<String, CellSchema> column : schema.entrySet()) {
            String name = column.getKey();
            prefixes[columns.size()] = prefix(name, columns.isEmpty());
            columns.put(name, columns.size());
            if (options.needs(name)) {
                boolean holdsNothing = !options.keepNone() && column.getValue().equals(new Plain(Kind.UNKNOWN));
                (holdsNothing ? empty : full).add(name);
            }
        }
        this.filled = full.size();
        this.layout = options.layout(full);
        full.addAll(empty);
        this.names = List.copyOf(full);
        columns.forEach((name, column) -> slots[column] = names.indexOf(name));
        this.key = names.indexOf(options.keyColumn());
        this.deletion = names.indexOf(DELETION);
    }

    private static byte[] prefix(String name, boolean isFirst) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(name));
        return ((isFirst ? "{\"" : ", \"") + quoted + "\": ").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the key alone, where it is the first of the values; null where it is not. */
    @Nullable Object readKey(Cursor cursor, CellReader cells) {
        if (key < 0 || slots[0] != key || !cursor.takes(prefixes[0])) {
            return null;
        }
        cells.read(cursor, types.get(0));
        return cells.value;
    }

    /** Reads the values of a revision. */
    Revision read(long number, Cursor cursor, CellReader cells, boolean keepNone) {
        @Nullable Object[] values = new Object[names.size()];
        ValueType[] kinds = new ValueType[values.length];
        boolean hasNulls = false;
        boolean isFirst = true;
        int column = 0;
        while (true) {
            if (column == prefixes.length || !cursor.takes(prefixes[column])) {
                if (isFirst) {
                    cursor.expect('{');
                }
                if (!cursor.hasMore('}', isFirst)) {
                    break;
                }
                column = columns.getOrDefault(cursor.name(), -1);
            }
            isFirst = false;
            int slot = column < 0 ? -1 : slots[column];
            if (slot < 0) {
                cursor.skipValue();
            } else {
                cells.read(cursor, types.get(column));
                values[slot] = cells.value;
                kinds[slot] = cells.type;
                hasNulls |= cells.value == null && slot < filled && !keepNone;
            }
            column++;
        }
        for (int slot = 0; slot < kinds.length; slot++) {
            if (kinds[slot] == null) {
                throw new ProtocolException("column '" + names.get(slot) + "' has a type and no value", 0, null);
            }
        }
        return new Revision(number, this, values, kinds, hasNulls);
    }
}
