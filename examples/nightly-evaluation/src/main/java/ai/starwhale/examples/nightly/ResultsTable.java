// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import ai.starwhale.camel.StarwhaleJson;
import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The database table with the results of all evaluations. Its columns are called as in Starwhale ({@code input/label}),
 * which in SQL takes quotes; a column is added when it is first seen. Nested cells (lists, tuples, maps, objects) are
 * stored as JSON. Rows are merged by job (its uuid, because numbers are a Server's own) and id, so that collecting an
 * evaluation again changes nothing.
 */
final class ResultsTable {
    private final DataSource database;
    /** The columns in the order in which they were seen, each with how a value of it stands in an SQL statement. */
    private final Map<String, String> columns = new LinkedHashMap<>();

    ResultsTable(DataSource database) throws SQLException {
        this.database = database;
        execute("CREATE TABLE IF NOT EXISTS \"results\" (\"job\" VARCHAR NOT NULL, \"id\" VARCHAR NOT NULL,"
                + " PRIMARY KEY (\"job\", \"id\"))");
    }

    /**
     * Writes rows of a job. The names of their columns go into the SQL; so it is not given to Camel's component, which
     * evaluates what looks like an expression in it.
     */
    void insert(String job, List<Row> rows) throws SQLException {
        addColumns(rows);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(merge())) {
            for (Row row : rows) {
                insert.setString(1, job);
                insert.setString(2, String.valueOf(row.get("id")));
                int index = 3;
                for (Map.Entry<String, String> column : columns.entrySet()) {
                    insert.setObject(index++, value(row, column.getKey(), column.getValue()));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** A cell may be of another kind than the one that made the column. */
    private static Object value(Row row, String column, String place) {
        Object value = row.get(column);
        boolean plain = value == null
                || (place.equals("?") && !isNested(row.type(column).kind()));
        return plain ? value : StarwhaleJson.toJson(value);
    }

    /** Makes sure that there is a place for every cell. */
    private void addColumns(List<Row> rows) throws SQLException {
        for (Row row : rows) {
            for (String column : row.keySet()) {
                if (!column.equals("id") && !columns.containsKey(column)) {
                    Kind kind = row.type(column).kind();
                    execute("ALTER TABLE \"results\" ADD COLUMN IF NOT EXISTS " + quoted(column) + " " + sqlType(kind));
                    columns.put(column, isNested(kind) ? "? FORMAT JSON" : "?");
                }
            }
        }
    }

    private String merge() {
        return "MERGE INTO \"results\" (\"job\", \"id\""
                + columns.keySet().stream().map(column -> ", " + quoted(column)).collect(Collectors.joining())
                + ") KEY (\"job\", \"id\") VALUES (?, ?"
                + columns.values().stream().map(value -> ", " + value).collect(Collectors.joining()) + ")";
    }

    /** How many rows of this job the database holds. */
    long count(String job) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT COUNT(*) FROM \"results\" WHERE \"job\" = ?")) {
            query.setString(1, job);
            try (ResultSet count = query.executeQuery()) {
                count.next();
                return count.getLong(1);
            }
        }
    }

    private static String sqlType(Kind kind) {
        return switch (kind) {
            case BOOL -> "BOOLEAN";
            case INT8, INT16, INT32, INT64 -> "BIGINT";
            case FLOAT16, FLOAT32, FLOAT64 -> "DOUBLE PRECISION";
            case BYTES -> "VARBINARY";
            case STRING, UNKNOWN -> "VARCHAR";
            case LIST, TUPLE, MAP, OBJECT -> "JSON";
        };
    }

    private static boolean isNested(Kind kind) {
        return switch (kind) {
            case LIST, TUPLE, MAP, OBJECT -> true;
            default -> false;
        };
    }

    private static String quoted(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
