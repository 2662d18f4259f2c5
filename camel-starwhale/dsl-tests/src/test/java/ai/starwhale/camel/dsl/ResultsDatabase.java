// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The database that the documents write into: its table {@code results} has an id and a label. */
final class ResultsDatabase implements AutoCloseable {
    private final JdbcDataSource source = new JdbcDataSource();

    ResultsDatabase() throws SQLException {
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        execute("create table results (id varchar, label bigint)");
    }

    DataSource source() {
        return source;
    }

    int count() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from results where label is not null")) {
            count.next();
            return count.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("shutdown");
    }
}
