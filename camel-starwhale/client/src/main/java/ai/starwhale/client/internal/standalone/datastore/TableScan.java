// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.Scan;
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
            try {
                RowPage page = read();
                started = true;
                ended = page.size() < scan.pageSize();
                if (ended) {
                    letGo();
                }
                return page.size() == 0 ? null : page;
            } catch (ProtocolException e) {
                letGo();
                checkWhetherChanged(e);
            }
        }
        return null;
    }

    private void checkWhetherChanged(ProtocolException e) {
        TableManifest read = manifest;
        boolean changed = read != null && table.changedSince(read);
        attempts++;
        if (changed && !started && attempts < ATTEMPTS) {
            return;
        }
        ended = true;
        if (changed) {
            throw new UnavailableException(
                    table + " was written while it was read, and what was being read is gone; read it again ("
                            + e.getMessage() + ")",
                    0,
                    e);
        }
        throw new ProtocolException("cannot read " + table + ": " + e.getMessage(), 0, e);
    }

    private RowPage read() {
        Merge from = entries;
        RowHistory rows = history;
        if (from == null || rows == null) {
            TableManifest now = table.manifest();
            manifest = now;
            RowOptions options = RowOptions.of(scan, now.keyColumn());
            from = open(now, options);
            entries = from;
            rows = new RowHistory(options, now.tombstones());
            history = rows;
        }
        List<Row> found = new ArrayList<>();
        List<@Nullable Object> keys = new ArrayList<>();
        while (found.size() < scan.pageSize()) {
            Entry entry = from.next();
            if (entry == null) {
                break;
            }
            Row row = rows.row(entry);
            if (row != null) {
                found.add(row);
                keys.add(entry.key());
            }
        }
        return new RowPage(found, keys);
    }

    private Merge open(TableManifest now, RowOptions options) {
        KeyRange range = KeyRange.of(scan, now.keyKind());
        EntryReader reader = new EntryReader(options, objects);
        List<Block> blocks =
                now.blocks().stream().filter(block -> block.mayHold(range)).toList();
        return new Merge(
                blocks, block -> new BlockReader(block, table.open(block, now), reader, range, longestLine));
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
        letGo();
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
