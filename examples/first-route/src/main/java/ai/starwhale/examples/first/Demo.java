// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.first;

import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.RecordedEvaluation;
import ai.starwhale.testkit.StarwhaleServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;

/** Runs the routes with an embedded Server until two evaluations are in the database, and shows what is there. */
final class Demo {
    private static final Path FOLDER = Path.of("target", "demo").toAbsolutePath();

    private Demo() {}

    static void run(Main camel) throws Exception {
        // What a former run wrote is about a Server that is gone.
        Files.deleteIfExists(FOLDER.resolve("results.mv.db"));
        Files.deleteIfExists(FOLDER.resolve("told.txt"));
        try (StarwhaleServer server = server(1_000)) {
            System.out.println("STARWHALE_INSTANCE is not set: using an embedded Server at " + server.url());
            use(server, camel);
            camel.addOverrideProperty("folder", FOLDER.toString());
            camel.init();
            NotifyBuilder two = watched(camel, 2);
            try {
                camel.start();
                if (two.matches(1, TimeUnit.MINUTES)) {
                    show(camel.lookup("results", DataSource.class));
                }
            } finally {
                camel.stop();
            }
        }
    }

    /** Matches when so many jobs have been watched to their end, with all that follows from it. */
    static NotifyBuilder watched(Main camel, int jobs) {
        return new NotifyBuilder(camel.getCamelContext())
                .fromRoute("watch")
                // The pages of rows are exchanges too.
                .filter(exchange -> exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) == null)
                .whenDone(jobs)
                .create();
    }

    /** A Server with a model to evaluate. A job takes two seconds, and its results are those of a recorded one. */
    static StarwhaleServer server(int rows) {
        StarwhaleServer server = StarwhaleServer.start();
        Project demo = server.addProject("demo");
        demo.addModel("mnist", ModelVersion.withHandlers("evaluator:evaluate").withBuiltInRuntime());
        demo.addDataset("mnist");
        server.onCreate(job -> RecordedEvaluation.script(rows).after(Duration.ofSeconds(2)));
        return server;
    }

    /** Points the program at this Server, which does not wait for the night. */
    static void use(StarwhaleServer server, Main camel) {
        camel.addOverrideProperty("camel.component.starwhale.instance", server.url());
        camel.addOverrideProperty("camel.component.starwhale.token", server.issueToken());
        camel.addOverrideProperty("cron", "0/2+*+*+*+*+?");
        camel.addOverrideProperty("poll", "500ms");
        // The first job may have ended before it is asked for the first time.
        camel.addOverrideProperty("before", "all");
    }

    private static void show(DataSource results) throws SQLException {
        try (Connection connection = results.getConnection();
                Statement statement = connection.createStatement()) {
            print(statement, "select \"job/uuid\", count(*) from \"results\" group by \"job/uuid\"");
            print(statement, "select \"id\", \"input/label\", \"output\" from \"results\" limit 3");
        }
    }

    private static void print(Statement statement, String query) throws SQLException {
        System.out.println("\n" + query);
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    line.append("    ").append(rows.getString(column));
                }
                System.out.println(line);
            }
        }
    }
}
