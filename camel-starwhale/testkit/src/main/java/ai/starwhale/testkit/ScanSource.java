// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One table of a scan: its rows one by one, with the wanted columns. */
final class ScanSource {

    private final TableDesc desc;
    private final Table table;
    private final Map<String, String> wanted;
    private final List<Map<String, ?>> shown = new ArrayList<>();
    private Iterator<Map<String, ?>> rows = Collections.emptyIterator();
    private @Nullable Map<String, ?> next;

    ScanSource(TableDesc desc, Table table) {
        this.desc = desc;
        this.table = table;
        this.wanted = desc.wanted(table.columns());
    }

    ColumnType keyType() {
        return table.keyType();
    }

    /** The type of the key that is written so, or else that of the key written last. */
    ColumnType typeOf(String text) {
        Iterator<Map<String, ?>> all = table.rows(null, true);
        while (all.hasNext()) {
            Object key = all.next().get(table.keyColumn());
            if (key != null && Scalars.encode(key).equals(text)) {
                return ColumnType.of(key);
            }
        }
        return keyType();
    }

    Collection<String> columns() {
        return wanted.values();
    }

    Map<String, Hints> hints() {
        Map<String, Hints> hints = new LinkedHashMap<>();
        table.hints(wanted::containsKey).forEach((name, hint) -> hints.put(wanted.getOrDefault(name, name), hint));
        return hints;
    }

    void begin(@Nullable Object start, boolean inclusive) {
        rows = table.rows(start, inclusive);
        advance();
    }

    private void advance() {
        next = rows.hasNext() ? rows.next() : null;
    }

    @Nullable Object key() {
        return next == null ? null : next.get(table.keyColumn());
    }

    Map<String, ?> take() {
        Map<String, ?> row = next == null ? Map.of() : next;
        shown.add(row);
        advance();
        return desc.project(row, wanted);
    }

    void showing() {
        table.showing(shown);
    }

    @Override
    public String toString() {
        return desc.tableName() + ": key=" + table.keyColumn() + ", type=" + table.keyType();
    }
}
