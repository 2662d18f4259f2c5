// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One queryTable request. */
final class Query {

    private static final int MOST_ROWS = 1000;

    /** No order that anybody could want, but always the same. */
    private static final Comparator<Map<String, ?>> BY_HASH = Comparator.comparing(row -> row.hashCode() * 0x9E3779B9);

    private record Order(String column, boolean descending) {}

    private final JsonNode body;
    private final Predicate<Trap> traps;
    private final TableDesc desc;
    private final @Nullable Table table;
    private final List<Order> orders = new ArrayList<>();
    private final Predicate<Map<String, ?>> filter;
    private final int limit;

    /** @throws IllegalArgumentException with the Server's words, if the request makes no sense */
    Query(JsonNode body, Predicate<Trap> traps, @Nullable Table table) {
        this.body = body;
        this.traps = traps;
        this.desc = TableDesc.read(body);
        this.table = table;
        int asked = ScanRequest.number(body, "limit", -1);
        if (asked > MOST_ROWS) {
            throw new IllegalArgumentException("limit must be less or equal to 1000. request=" + desc);
        }
        limit = asked < 0 ? MOST_ROWS : asked;
        filter = body.hasNonNull("filter") ? new QueryFilter(body.path("filter")) : row -> true;
        if (table == null && !ScanRequest.flag(body, "ignoreNonExistingTable", true)) {
            throw new IllegalArgumentException("invalid table name " + desc.tableName());
        }
        for (JsonNode order : body.path("orderBy")) {
            String column = order.isTextual()
                    ? order.asText()
                    : order.path("columnName").asText();
            if (table != null && !table.columns().contains(column)) {
                throw new IllegalArgumentException("unknown orderBy column " + column);
            }
            orders.add(new Order(column, order.path("descending").asBoolean()));
        }
    }

    byte[] answer() {
        boolean typed = ScanRequest.flag(body, "encodeWithType", false);
        RecordsAnswer answer = new RecordsAnswer(
                typed,
                ScanRequest.flag(body, "rawResult", false),
                ScanRequest.flag(body, "keepNone", false),
                traps.test(Trap.RANDOM_ORDER));
        if (table == null) {
            return answer.write(null, Map.of(), List.of(), null);
        }
        Map<String, String> wanted = desc.wanted(table.columns());
        List<Map<String, ?>> rows = rows(table);
        table.showing(rows);
        Map<String, Hints> hints = new LinkedHashMap<>();
        table.hints(wanted::containsKey).forEach((name, hint) -> hints.put(wanted.getOrDefault(name, name), hint));
        List<Map<String, ?>> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(desc.project(row, wanted)));
        return answer.write(
                typed ? null : new LinkedHashSet<>(wanted.values()),
                traps.test(Trap.HINTS_OF_THE_TABLE) ? hints : Hints.ofRows(cells),
                cells,
                null);
    }

    private List<Map<String, ?>> rows(Table from) {
        int skip = Math.max(0, ScanRequest.number(body, "start", 0));
        boolean byKey = orders.size() == 1 && orders.get(0).column().equals(from.keyColumn());
        boolean backwards = byKey && orders.get(0).descending();
        Iterator<Map<String, ?>> all = backwards ? from.rowsBackwards() : from.rows(null, true);
        boolean isUnordered = orders.isEmpty() && traps.test(Trap.UNORDERED_QUERIES);
        boolean inOrder = byKey || (orders.isEmpty() && !isUnordered);
        int enough = inOrder ? skip + limit : Integer.MAX_VALUE;
        List<Map<String, ?>> rows = new ArrayList<>();
        while (rows.size() < enough && all.hasNext()) {
            Map<String, ?> row = all.next();
            if (filter.test(row)) {
                rows.add(row);
            }
        }
        if (!inOrder) {
            rows.sort(isUnordered ? BY_HASH : order());
        }
        return rows.subList(Math.min(skip, rows.size()), Math.min(skip + limit, rows.size()));
    }

    private Comparator<Map<String, ?>> order() {
        return (a, b) -> {
            for (Order order : orders) {
                int result = KeyOrder.INSTANCE.compare(a.get(order.column()), b.get(order.column()));
                if (result != 0) {
                    return order.descending() ? -result : result;
                }
            }
            return 0;
        };
    }
}
