// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows and columns of a table are wanted. Immutable: every method gives another scan.
 *
 * <p>Bounds are keys: a number, a text, a boolean or a byte array. A text is also understood where the keys are numbers,
 * so that bounds can come from a configuration.
 */
public final class Scan {
    private static final Scan ALL = new Scan(null, true, null, false, false, List.of(), 1000);

    private final @Nullable Object start;
    private final boolean startInclusive;
    private final @Nullable Object end;
    private final boolean endInclusive;
    private final boolean keepNone;
    private final List<String> columns;
    private final int pageSize;

    private Scan(
            @Nullable Object start,
            boolean startInclusive,
            @Nullable Object end,
            boolean endInclusive,
            boolean keepNone,
            List<String> columns,
            int pageSize) {
        this.start = start;
        this.startInclusive = startInclusive;
        this.end = end;
        this.endInclusive = endInclusive;
        this.keepNone = keepNone;
        this.columns = List.copyOf(columns);
        this.pageSize = pageSize;
    }

    /** All rows, all columns. */
    public static Scan all() {
        return ALL;
    }

    /** The rows from this key on, the row of the key included; null is the first row. */
    public static Scan from(@Nullable Object key) {
        return new Scan(key, true, null, false, false, List.of(), ALL.pageSize);
    }

    /** The rows behind this key, for a scan that goes on where another one ended; null is the first row. */
    public static Scan after(@Nullable Object key) {
        return new Scan(key, false, null, false, false, List.of(), ALL.pageSize);
    }

    /** Ends before this key; null is the end of the table. */
    public Scan to(@Nullable Object key) {
        return new Scan(start, startInclusive, key, endInclusive, keepNone, columns, pageSize);
    }

    /** Gives the row of the end key too. */
    public Scan endInclusive() {
        return new Scan(start, startInclusive, end, true, keepNone, columns, pageSize);
    }

    /** Gives cells that hold nothing as null, instead of leaving them out. */
    public Scan keepNone() {
        return new Scan(start, startInclusive, end, endInclusive, true, columns, pageSize);
    }

    /** Gives these columns only; none is all. */
    public Scan columns(String... names) {
        return new Scan(start, startInclusive, end, endInclusive, keepNone, List.of(names), pageSize);
    }

    /**
     * How many rows one request asks for: from 1 to 1000, which is the default and the most that a Server gives. Fewer
     * are of use where rows are very large.
     */
    public Scan pageSize(int rows) {
        if (rows < 1 || rows > 1000) {
            throw new InvalidRequestException("page size " + rows + ": from 1 to 1000 rows", 0, null);
        }
        return new Scan(start, startInclusive, end, endInclusive, keepNone, columns, rows);
    }

    public @Nullable Object start() {
        return start;
    }

    public boolean startIsInclusive() {
        return startInclusive;
    }

    public @Nullable Object end() {
        return end;
    }

    public boolean endIsInclusive() {
        return endInclusive;
    }

    public boolean keepsNone() {
        return keepNone;
    }

    public List<String> columns() {
        return columns;
    }

    public int pageSize() {
        return pageSize;
    }
}
