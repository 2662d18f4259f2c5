// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.client.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The rows of {@link CannedPages} in the memory of an embedded database. */
final class SqlTable implements AutoCloseable {
    private static final int BATCH = 10_000;

    private final JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:results", "sa", "");

    void fill(List<Row> rows) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection
                    .createStatement()
                    .execute("create table results (id bigint primary key, \"output/column-1\" varchar,"
                            + " \"output/column-2\" double precision, \"output/column-3\" double precision array)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into results values (?, ?, ?, ?)")) {
                for (int i = 0; i < rows.size(); i++) {
                    insert(insert, rows.get(i));
                    if (i % BATCH == BATCH - 1) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
                insert.executeBatch();
                connection.commit();
            }
        }
    }

    private static void insert(PreparedStatement insert, Row row) throws SQLException {
        insert.setObject(1, row.get("id"));
        insert.setObject(2, row.get("output/column-1"));
        insert.setObject(3, row.get("output/column-2"));
        insert.setObject(4, ((List<?>) Objects.requireNonNull(row.get("output/column-3"))).toArray());
        insert.addBatch();
    }

    DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
