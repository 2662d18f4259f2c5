// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A table that is a function of the row number. */
final class GeneratedTable extends Table {

    private static final long SAMPLE = 100;

    private final long size;
    private final LongFunction<? extends Map<String, ?>> row;
    private final TableHints hints = new TableHints();

    GeneratedTable(long size, LongFunction<? extends Map<String, ?>> row) {
        if (size < 0) {
            throw new IllegalArgumentException("a table cannot have " + size + " rows");
        }
        this.size = size;
        this.row = row;
        long step = Math.max(1, size / SAMPLE);
        for (long i = 0; i < size; i += step) {
            hints.add(row.apply(i));
        }
    }

    @Override
    String keyColumn() {
        return KEY;
    }

    @Override
    ColumnType keyType() {
        return size == 0 ? ColumnType.STRING : ColumnType.of(key(size - 1));
    }

    @Override
    Set<String> columns() {
        return hints.names();
    }

    @Override
    Map<String, Hints> hints(Predicate<String> column) {
        return hints.copy(column);
    }

    /** Hints are of the whole table on a Server; here at least of all that was ever shown. */
    @Override
    void showing(List<Map<String, ?>> rows) {
        rows.forEach(hints::add);
    }

    @Override
    Iterator<Map<String, ?>> rows(@Nullable Object start, boolean inclusive) {
        return new Rows(start == null ? 0 : find(start, inclusive), 1);
    }

    @Override
    Iterator<Map<String, ?>> rowsBackwards() {
        return new Rows(size - 1, -1);
    }

    private Object key(long index) {
        return key(row.apply(index));
    }

    private static Object key(Map<String, ?> row) {
        Object key = row.get(KEY);
        if (key == null) {
            throw new IllegalStateException("a generated row has no " + KEY);
        }
        return key;
    }

    private long find(Object start, boolean inclusive) {
        long low = 0;
        long high = size;
        while (low < high) {
            long middle = (low + high) >>> 1;
            int order = KeyOrder.INSTANCE.compare(key(middle), start);
            if (order < 0 || (order == 0 && !inclusive)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private final class Rows implements Iterator<Map<String, ?>> {

        private final int step;
        private long next;
        private @Nullable Object last;

        Rows(long first, int step) {
            this.next = first;
            this.step = step;
        }

        @Override
        public boolean hasNext() {
            return next >= 0 && next < size;
        }

        @Override
        public Map<String, ?> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Map<String, ?> made = row.apply(next);
            Object key = key(made);
            if (last != null && KeyOrder.INSTANCE.compare(last, key) * step >= 0) {
                throw new IllegalStateException("ids of generated rows must ascend, row " + next + " does not");
            }
            last = key;
            next += step;
            return made;
        }
    }
}
