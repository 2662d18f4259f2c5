// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType;
import ai.starwhale.client.internal.rows.RowLayout;
import ai.starwhale.client.internal.rows.ShapedRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the revisions of a key amount to: the later ones overwrite the earlier column by column, a deletion forgets
 * them all, and a deleted range those up to its own revision.
 */
final class RowHistory {
    private static final int MOST_LAYOUTS = 10_000;

    private final RowOptions options;
    private final List<Tombstone> tombstones;
    private final Map<List<String>, RowLayout> layouts = new HashMap<>();

    RowHistory(RowOptions options, List<Tombstone> tombstones) {
        this.options = options;
        this.tombstones = tombstones;
    }

    /** The row as it is now, or null where there is none. */
    @Nullable Row row(Entry entry) {
        List<Revision> revisions = entry.revisions();
        if (revisions.size() == 1 && tombstones.isEmpty()) {
            Revision only = revisions.get(0);
            if (!only.hasNulls && only.schema.deletion < 0) {
                return row(only.schema.layout, only.values, only.types);
            }
        }
        return merged(entry, deletedUpTo(entry.key()));
    }

    /**
     * The last revision that a deletion of ranges covers. The SDK takes the last by the order of texts, by which 999 is
     * behind 1000; here it is the greatest number.
     */
    private long deletedUpTo(Object key) {
        long last = -1;
        for (Tombstone tombstone : tombstones) {
            if (tombstone.covers(key)) {
                last = Math.max(last, tombstone.revision());
            }
        }
        return last;
    }

    private @Nullable Row merged(Entry entry, long deletedUpTo) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        boolean exists = false;
        for (Revision revision : entry.revisions()) {
            if (revision.number > deletedUpTo) {
                exists = !revision.isDeletion();
                if (exists) {
                    add(revision, cells);
                } else {
                    cells.clear();
                }
            }
        }
        if (!exists) {
            return null;
        }
        cells.remove(RecordSchema.DELETION);
        cells.put(options.keyColumn(), new Cell(entry.key(), entry.keyType()));
        if (!options.keepNone()) {
            cells.values().removeIf(cell -> cell.value == null);
        }
        return row(cells);
    }

    private static void add(Revision revision, Map<String, Cell> cells) {
        List<String> names = revision.schema.names;
        for (int i = 0; i < names.size(); i++) {
            cells.put(names.get(i), new Cell(revision.values[i], revision.types[i]));
        }
    }

    private Row row(Map<String, Cell> cells) {
        List<String> names = new ArrayList<>(cells.keySet());
        RowLayout layout = layouts.get(names);
        if (layout == null) {
            if (layouts.size() >= MOST_LAYOUTS) {
                layouts.clear();
            }
            layout = options.layout(names);
            layouts.put(names, layout);
        }
        @Nullable Object[] values = new Object[names.size()];
        ValueType[] types = new ValueType[values.length];
        int i = 0;
        for (Cell cell : cells.values()) {
            values[i] = cell.value;
            types[i++] = cell.type;
        }
        return row(layout, values, types);
    }

    private static Row row(RowLayout layout, @Nullable Object[] values, ValueType[] types) {
        return new ShapedRow(layout.shape(), values, layout.shape().shared(types));
    }

    private record Cell(@Nullable Object value, ValueType type) {}
}
