// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.quartz.Scheduler;

/** PostgreSQL in a process of its own, which survives any of the nodes, with the tables that they need. */
public final class EmbeddedDatabase {
    static final String USER = "postgres";

    private EmbeddedDatabase() {}

    /** The argument is the folder for programs and data. */
    public static void main(String[] args) throws Exception {
        Parent.endWithIt();
        EmbeddedPostgres postgres = start(Path.of(args[0]));
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script(Scheduler.class, "/org/quartz/impl/jdbcjobstore/tables_postgres.sql"));
            statement.execute(script(EmbeddedDatabase.class, "/tables.sql"));
        }
        Announcements.say("url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
        // Until the process is ended.
        Thread.currentThread().join();
    }

    private static EmbeddedPostgres start(Path folder) throws IOException {
        if (!isAllowed()) {
            throw new IllegalStateException(
                    "PostgreSQL does not run as root, and 'unshare -U' is not allowed here: run this"
                            + " as another user, or in a container that may make namespaces (docker run --privileged)");
        }
        Files.createDirectories(folder);
        System.setProperty("ot.epg.working-dir", folder.toString());
        return EmbeddedPostgres.builder()
                .setDataDirectory(Files.createTempDirectory(folder, "data"))
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    /** PostgreSQL refuses to run as root; who is root gives it a user namespace, in which it is nobody. */
    static boolean isAllowed() {
        return !"root".equals(System.getProperty("user.name")) || LinuxUtils.isUnshareAvailable();
    }

    private static String script(Class<?> near, String name) throws IOException, SQLException {
        try (InputStream script = near.getResourceAsStream(name)) {
            if (script == null) {
                throw new SQLException(name + " is not there");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
