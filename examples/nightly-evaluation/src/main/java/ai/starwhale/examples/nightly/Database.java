// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.h2.jdbcx.JdbcDataSource;

/** What is kept on disk: the results, and which changes of status were told. */
final class Database {
    private Database() {}

    static JdbcDataSource open(Path output) throws IOException {
        Files.createDirectories(output);
        JdbcDataSource results = new JdbcDataSource();
        // Otherwise it would be closed and opened again for every page.
        results.setURL(url(output) + ";DB_CLOSE_DELAY=-1");
        return results;
    }

    static void close(DataSource results) throws SQLException {
        try (Connection connection = results.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    static String url(Path output) {
        return "jdbc:h2:file:" + output.toAbsolutePath().resolve("results");
    }

    static FileStateRepository told(Path output) {
        return FileStateRepository.fileStateRepository(
                output.resolve("told.txt").toFile());
    }
}
