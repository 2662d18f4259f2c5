// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** updateTable: writes and deletes rows as the Python SDK sends them. */
final class TableUpdate {

    private static final Pattern COLUMN = Pattern.compile("[A-Za-z0-9-_/: ]*");
    private static final String DELETED = "-";

    private final Map<String, Long> revisions = new HashMap<>();

    /** Returns the revision of the table. */
    synchronized String apply(NavigableMap<String, Table> tables, JsonNode body) {
        String name = body.path("tableName").asText();
        JsonNode schema = body.path("tableSchemaDesc");
        String key = schema.path("keyColumn").asText();
        Map<String, JsonNode> columns = new LinkedHashMap<>();
        for (JsonNode column : schema.path("columnSchemaList")) {
            String columnName = column.path("name").asText();
            if (!COLUMN.matcher(columnName).matches()) {
                throw new IllegalArgumentException("invalid column name " + columnName);
            }
            columns.put(columnName, column);
        }
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (JsonNode record : body.path("records")) {
            Map<String, @Nullable Object> row = decode(record, columns);
            if (row.get(key) == null) {
                throw new IllegalArgumentException("no key column in record " + row);
            }
            records.add(row);
        }
        Table table = tables.computeIfAbsent(name, n -> new StoredTable(key));
        if (!(table instanceof StoredTable stored) || !stored.keyColumn().equals(key)) {
            throw new Failure(Reply.failure(500, "internalServerError", null));
        }
        for (Map<String, @Nullable Object> record : records) {
            if (record.remove(DELETED) != null) {
                stored.remove(record);
            } else {
                stored.put(record);
            }
        }
        return Long.toString(revisions.merge(name, 1L, Long::sum));
    }

    private static Map<String, @Nullable Object> decode(JsonNode record, Map<String, JsonNode> columns) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (JsonNode cell : record.path("values")) {
            String column = cell.path("key").asText();
            if (column.equals(DELETED)) {
                row.put(DELETED, true);
                continue;
            }
            JsonNode schema = columns.get(column);
            if (schema == null) {
                throw new IllegalArgumentException(
                        "columnSchema is marked non-null but is null\nfailed to decode value for column " + column);
            }
            row.put(column, UntypedCells.decode(schema, cell.path("value")));
        }
        return row;
    }
}
