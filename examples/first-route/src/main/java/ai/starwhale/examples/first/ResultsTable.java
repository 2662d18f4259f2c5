// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.first;

import ai.starwhale.camel.StarwhaleJson;
import ai.starwhale.client.Column;
import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/**
 * The table {@code "results"}: the rows of all jobs, in columns that are called as in Starwhale ({@code input/label}),
 * which in SQL takes quotes. A row is known by the uuid of its job and by its own key.
 */
public final class ResultsTable {
    private static final Set<Kind> INTEGERS = EnumSet.of(Kind.INT8, Kind.INT16, Kind.INT32, Kind.INT64);
    private static final Set<Kind> FLOATS = EnumSet.of(Kind.FLOAT16, Kind.FLOAT32, Kind.FLOAT64);
    private static final String JOB = "\"job/uuid\"";

    private final DataSource database;

    ResultsTable(DataSource database) {
        this.database = database;
    }

    /** Makes the table; where it is there already, adds the columns that it lacks. */
    public void create(List<Column> columns) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            Column key = columns.get(0);
            statement.execute("create table if not exists \"results\" (%s varchar, %s %s, primary key (%s, %s))"
                    .formatted(JOB, name(key), type(key), JOB, name(key)));
            for (Column column : columns) {
                statement.execute(
                        "alter table \"results\" add column if not exists %s %s".formatted(name(column), type(column)));
            }
        }
    }

    /** Writes the rows of a page, each in the place of the one with the same job and key if there is one. */
    public void merge(
            List<Row> page,
            @ExchangeProperty("columns") List<Column> columns,
            @Header("CamelStarwhaleJobUuid") String job)
            throws SQLException {
        String names = columns.stream().map(ResultsTable::name).collect(Collectors.joining(", "));
        String sql = "merge into \"results\" (%s, %s) key (%s, %s) values (?%s)"
                .formatted(JOB, names, JOB, name(columns.get(0)), ", ?".repeat(columns.size()));
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : page) {
                int index = 1;
                statement.setString(index++, job);
                for (Column column : columns) {
                    statement.setObject(index++, value(row.get(column.name()), type(column)));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static String name(Column column) {
        return '"' + column.name().replace("\"", "\"\"") + '"';
    }

    /** What has no type in SQL (lists, maps, images, or values of several kinds in one column) is a text. */
    static String type(Column column) {
        Set<Kind> kinds = column.kinds();
        if (kinds.isEmpty()) {
            return "varchar";
        } else if (INTEGERS.containsAll(kinds)) {
            return "bigint";
        } else if (FLOATS.containsAll(kinds)) {
            return "double precision";
        } else if (kinds.equals(Set.of(Kind.BOOL))) {
            return "boolean";
        } else if (kinds.equals(Set.of(Kind.BYTES))) {
            return "varbinary";
        }
        return "varchar";
    }

    private static Object value(Object value, String type) {
        boolean asItIs = value == null || value instanceof String || !type.equals("varchar");
        return asItIs ? value : StarwhaleJson.toJson(value);
    }
}
