// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table in a scan, with what is wanted of it. */
record TableDesc(
        String tableName,
        @Nullable String columnPrefix,
        @Nullable List<Column> columns,
        boolean keepNone,
        @Nullable String revision) {

    record Column(String columnName, @Nullable String alias) {

        @Override
        public String toString() {
            return "ColumnDesc(columnName=" + columnName + ", alias=" + alias + ")";
        }
    }

    static TableDesc read(JsonNode table) {
        return new TableDesc(
                table.path("tableName").asText(),
                Json.text(table, "columnPrefix"),
                columns(table.path("columns")),
                ScanRequest.flag(table, "keepNone", false),
                Json.text(table, "revision"));
    }

    private static @Nullable List<Column> columns(JsonNode columns) {
        if (!columns.isArray() || columns.isEmpty()) {
            return null;
        }
        List<Column> list = new ArrayList<>();
        columns.forEach(column -> list.add(
                column.isTextual()
                        ? new Column(column.asText(), null)
                        : new Column(column.path("columnName").asText(), Json.text(column, "alias"))));
        return list;
    }

    /** Column names of the table that are wanted, each with the name it is to have in the answer. */
    Map<String, String> wanted(Set<String> existing) {
        String prefix = columnPrefix == null ? "" : columnPrefix;
        Map<String, String> names = new LinkedHashMap<>();
        if (columns == null) {
            existing.forEach(name -> names.put(name, prefix + name));
            return names;
        }
        List<String> unknown = new ArrayList<>();
        for (Column column : columns) {
            if (!existing.contains(column.columnName())) {
                unknown.add(column.columnName());
            }
            names.put(column.columnName(), prefix + (column.alias() == null ? column.columnName() : column.alias()));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("invalid columns: " + unknown);
        }
        return names;
    }

    /** The wanted cells of a row. */
    Map<String, ?> project(Map<String, ?> row, Map<String, String> wanted) {
        if (columns == null && columnPrefix == null) {
            return row;
        }
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        wanted.forEach((name, shown) -> {
            if (row.containsKey(name)) {
                cells.put(shown, row.get(name));
            }
        });
        return cells;
    }

    @Override
    public String toString() {
        return "TableDesc(tableName=" + tableName + ", columnPrefix=" + columnPrefix + ", columns=" + columns
                + ", keepNone=" + keepNone + ", revision=" + revision + ")";
    }
}
