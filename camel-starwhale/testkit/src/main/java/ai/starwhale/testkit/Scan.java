// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One scanTable request: an outer join of tables over a range of keys. */
final class Scan {

    private static final int MOST_ROWS = 1000;

    private final ScanRequest request;
    private final Predicate<Trap> traps;
    private final List<ScanSource> sources = new ArrayList<>();

    /** @throws IllegalArgumentException with the Server's words, if the request makes no sense */
    Scan(ScanRequest request, Predicate<Trap> traps, Function<String, @Nullable Table> tables) {
        this.request = request;
        this.traps = traps;
        if (request.tables().isEmpty()) {
            throw new IllegalArgumentException("tables should not be null or empty.");
        }
        if (request.limit() > MOST_ROWS) {
            throw new IllegalArgumentException("limit must be less or equal to 1000. request=" + request);
        }
        for (TableDesc desc : request.tables()) {
            Table table = tables.apply(desc.tableName());
            if (table != null) {
                sources.add(new ScanSource(desc, table));
            } else if (!request.ignoreNonExistingTable()) {
                throw new IllegalArgumentException("invalid table name " + desc.tableName());
            }
        }
        if (!request.encodeWithType()) {
            checkKeyTypes();
        }
    }

    private void checkKeyTypes() {
        for (ScanSource source : sources) {
            if (source.keyType() != sources.get(0).keyType()) {
                throw new IllegalArgumentException("conflicting key column type. " + sources.get(0) + ", " + source);
            }
        }
    }

    byte[] answer() {
        Object start = bound("start", request.start(), request.startType());
        Object end = bound("end", request.end(), request.endType());
        int limit = request.limit() < 0 ? MOST_ROWS : request.limit();
        List<Map<String, ?>> rows = new ArrayList<>();
        Object last = null;
        sources.forEach(source -> source.begin(start, request.startInclusive()));
        while (rows.size() < limit) {
            Object key = leastKey();
            if (key == null || isPast(key, end)) {
                break;
            }
            rows.add(next(key));
            last = key;
        }
        sources.forEach(ScanSource::showing);
        boolean keepNone = request.encodeWithType()
                ? request.tables().stream().anyMatch(TableDesc::keepNone)
                : request.keepNone() && request.tables().stream().anyMatch(TableDesc::keepNone);
        Set<String> columns = new LinkedHashSet<>();
        sources.forEach(source -> columns.addAll(source.columns()));
        boolean typed = request.encodeWithType();
        Map<String, Hints> hints = traps.test(Trap.HINTS_OF_THE_TABLE) ? hints() : Hints.ofRows(rows);
        return new RecordsAnswer(typed, request.rawResult(), keepNone, traps.test(Trap.RANDOM_ORDER))
                .write(typed || sources.isEmpty() ? null : columns, hints, rows, last);
    }

    private Map<String, Hints> hints() {
        Map<String, Hints> hints = new LinkedHashMap<>();
        sources.forEach(source -> source.hints().forEach((name, hint) -> hints.computeIfAbsent(name, n -> new Hints())
                .plus(hint)));
        return hints;
    }

    private @Nullable Object bound(String name, @Nullable String text, @Nullable String type) {
        if (text == null) {
            return null;
        }
        ColumnType keyType =
                sources.isEmpty() ? ColumnType.STRING : sources.get(0).keyType();
        if (!sources.isEmpty() && !traps.test(Trap.UNTYPED_LAST_KEY)) {
            keyType = sources.get(0).typeOf(text);
        }
        try {
            keyType = type == null ? keyType : ColumnType.named(type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "\ninvalid " + name + "Type " + type, e);
        }
        try {
            return Scalars.decode(keyType, text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "\ninvalid " + name + " " + text, e);
        }
    }

    private boolean isPast(Object key, @Nullable Object end) {
        int order = end == null ? -1 : KeyOrder.INSTANCE.compare(key, end);
        return order > 0 || (order == 0 && !request.endInclusive());
    }

    private @Nullable Object leastKey() {
        Object least = null;
        for (ScanSource source : sources) {
            Object key = source.key();
            if (key != null && (least == null || KeyOrder.INSTANCE.compare(key, least) < 0)) {
                least = key;
            }
        }
        return least;
    }

    private Map<String, ?> next(Object key) {
        Map<String, ?> row = null;
        for (ScanSource source : sources) {
            Object candidate = source.key();
            if (candidate != null && KeyOrder.INSTANCE.compare(candidate, key) == 0) {
                Map<String, ?> cells = source.take();
                row = row == null ? cells : joined(row, cells);
            }
        }
        return row == null ? Map.of() : row;
    }

    private static Map<String, ?> joined(Map<String, ?> left, Map<String, ?> right) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(left);
        row.putAll(right);
        return row;
    }
}
