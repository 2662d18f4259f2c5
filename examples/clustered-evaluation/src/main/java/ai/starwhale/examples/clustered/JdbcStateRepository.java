// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/** Keeps what a consumer has told in a table, where another node finds it. The table is in tables.sql. */
public final class JdbcStateRepository extends ServiceSupport implements StateRepository<String, String> {
    private final DataSource database;

    public JdbcStateRepository(DataSource database) {
        this.database = database;
    }

    @Override
    public void setState(String key, String value) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("insert into consumer_state (state_key, state_value) values (?, ?)"
                                + " on conflict (state_key) do update set state_value = excluded.state_value")) {
            statement.setString(1, key);
            statement.setString(2, value);
            statement.executeUpdate();
        } catch (SQLException e) {
            // The consumer tells it again then.
            throw new RuntimeCamelException("could not store the state of " + key, e);
        }
    }

    @Override
    public String getState(String key) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select state_value from consumer_state where state_key = ?")) {
            statement.setString(1, key);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException("could not read the state of " + key, e);
        }
    }
}
