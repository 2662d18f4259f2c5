// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The summary table of a project at one moment: a row for each of its evaluations. */
final class SummaryTable extends Table {

    private final NavigableMap<Object, Map<String, ?>> rows = new TreeMap<>(KeyOrder.INSTANCE);
    private final Set<String> columns = new HashSet<>();

    /** Null if there never was an evaluation. */
    static @Nullable SummaryTable of(Project project) {
        SummaryTable table = new SummaryTable();
        World world = project.world();
        synchronized (world) {
            long now = world.now();
            for (Job job : project.jobs().values()) {
                long seen = now - world.lateness(job);
                if (job.isEvaluation() && (seen == now || job.created() <= seen || job.recorded() != null)) {
                    table.add(job.summary(seen));
                }
            }
            project.ghosts().forEach(table::add);
        }
        return table.rows.isEmpty() ? null : table;
    }

    /** With what others have written into it: metrics of evaluations, or rows of their own. */
    SummaryTable with(Table written) {
        written.rows(null, true).forEachRemaining(cells -> {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            Object key = cells.get(KEY);
            if (key != null && rows.containsKey(key)) {
                row.putAll(rows.get(key));
            }
            row.putAll(cells);
            add(row);
        });
        return this;
    }

    private void add(Map<String, ?> row) {
        Object key = row.get(KEY);
        if (key != null) {
            rows.put(key, row);
        }
    }

    @Override
    String keyColumn() {
        return KEY;
    }

    @Override
    ColumnType keyType() {
        return ColumnType.STRING;
    }

    @Override
    Set<String> columns() {
        if (columns.isEmpty()) {
            rows.values().forEach(row -> columns.addAll(row.keySet()));
        }
        return columns;
    }

    @Override
    Map<String, Hints> hints(Predicate<String> column) {
        Map<String, Hints> hints = new LinkedHashMap<>();
        for (String name : columns()) {
            if (column.test(name)) {
                Hints hint = new Hints();
                rows.values().forEach(row -> hint.add(row.get(name)));
                hints.put(name, hint);
            }
        }
        return hints;
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
