// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.Scan;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.rows.PageSource;
import ai.starwhale.client.internal.rows.RowPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one scan, all of one state of the table. If the table is written meanwhile and blocks of that state are
 * gone, the scan begins anew where it has not given a row yet, and fails otherwise: rows of two states are never mixed.
 */
final class TableScan implements PageSource {
    private static final int ATTEMPTS = 10;

    private final Table table;
    private final Scan scan;
    private final ObjectValues objects;
    private final int longestLine;
    private @Nullable TableManifest manifest;
    private @Nullable Merge entries;
    private @Nullable RowHistory history;
    private @Nullable StarwhaleException failure;
    private int attempts;
    private boolean started;
    private boolean ended;

    TableScan(Table table, Scan scan, ObjectValues objects, int longestLine) {
        this.table = table;
        this.scan = scan;
        this.objects = objects;
        this.longestLine = longestLine;
    }

    @Override
    public synchronized @Nullable RowPage next() {
        while (!ended) {
            List<Row> rows = new ArrayList<>();
            List<@Nullable Object> keys = new ArrayList<>();
            try {
                read(rows, keys);
                ended = rows.size() < scan.pageSize();
                if (ended) {
                    letGo();
                }
            } catch (ProtocolException e) {
                letGo();
                boolean changed = hasChanged();
                if (changed && !started && ++attempts < ATTEMPTS) {
                    continue;
                }
                fail(e, changed);
            }
            if (!rows.isEmpty()) {
                started = true;
                return new RowPage(rows, keys);
            }
        }
        throwIfFailed();
        return null;
    }

    private boolean hasChanged() {
        TableManifest read = manifest;
        return read != null && table.changedSince(read);
    }

    /** What could be read is given before this is thrown. */
    private void fail(ProtocolException e, boolean changed) {
        ended = true;
        failure = changed
                ? new UnavailableException(
                        table + " was written while it was read, and what was being read is gone; read it again ("
                                + e.getMessage() + ")",
                        0,
                        e)
                : new ProtocolException("cannot read " + table + ": " + e.getMessage(), 0, e);
    }

    private void throwIfFailed() {
        StarwhaleException reason = failure;
        failure = null;
        if (reason != null) {
            throw reason;
        }
    }

    private void read(List<Row> rows, List<@Nullable Object> keys) {
        Merge from = entries;
        RowHistory histories = history;
        if (from == null || histories == null) {
            TableManifest now = table.manifest();
            manifest = now;
            RowOptions options = RowOptions.of(scan, now.keyColumn());
            from = open(now, options);
            entries = from;
            histories = new RowHistory(options, now.tombstones());
            history = histories;
        }
        while (rows.size() < scan.pageSize()) {
            Entry entry = from.next();
            if (entry == null) {
                return;
            }
            Row row = histories.row(entry);
            if (row != null) {
                rows.add(row);
                keys.add(entry.key());
            }
        }
    }

    private Merge open(TableManifest now, RowOptions options) {
        KeyRange range = KeyRange.of(scan, now.keyKind());
        EntryReader reader = new EntryReader(options, objects);
        List<Block> blocks =
                now.blocks().stream().filter(block -> block.mayHold(range)).toList();
        return new Merge(blocks, block -> new BlockReader(block, table.open(block, now), reader, range, longestLine));
    }

    private void letGo() {
        Merge open = entries;
        entries = null;
        history = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public synchronized void close() {
        ended = true;
        failure = null;
        letGo();
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
