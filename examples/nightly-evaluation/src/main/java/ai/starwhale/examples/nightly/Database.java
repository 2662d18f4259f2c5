// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.h2.jdbcx.JdbcDataSource;

/** What is kept on disk: the results, and which changes of status were told. */
final class Database {
    private Database() {}

    static JdbcDataSource open(Path output) throws IOException {
        Files.createDirectories(output);
        JdbcDataSource results = new JdbcDataSource();
        results.setURL(url(output));
        return results;
    }

    static String url(Path output) {
        return "jdbc:h2:file:" + output.toAbsolutePath().resolve("results");
    }

    static FileStateRepository told(Path output) {
        return FileStateRepository.fileStateRepository(
                output.resolve("told.txt").toFile());
    }
}
