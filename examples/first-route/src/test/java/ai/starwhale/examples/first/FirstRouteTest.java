// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.JobInfo;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import ai.starwhale.testkit.Table;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the schedule to the last row, with cells and names of all sorts. */
class FirstRouteTest {
    private static final int ROWS = 2_500;

    private final StarwhaleServer server = Demo.server(ROWS);
    private final Main camel = FirstRoute.camel();

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws Exception {
        server.onCreate(job -> JobScript.succeed()
                .after(Duration.ofMillis(300))
                .table("results", Table.generated(ROWS, FirstRouteTest::row)));
        Demo.use(server, camel);
        camel.addOverrideProperty("folder", folder.toString());
        camel.init();
    }

    @AfterEach
    void stop() throws Exception {
        DataSource database = database();
        camel.stop();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
        server.close();
    }

    private static Map<String, Object> row(long index) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id(index));
        row.put("input/label", index % 10);
        row.put("score", index / 7.0);
        row.put("right", index % 3 == 0);
        row.put("output", List.of(index, List.of(0.1, 0.9)));
        row.put("it's \"#1\" :?x :#y ${body}", index % 2 == 0 ? "even" : index);
        if (index > 2_000) {
            row.put("late", index);
        }
        return row;
    }

    private static String id(long index) {
        return "mnist_%04d".formatted(index);
    }

    @Test
    void everyRowIsInTheDatabaseOnceHoweverOftenItComes() throws Exception {
        NotifyBuilder watched = Demo.watched(camel, 1);
        camel.start();
        assertThat(watched.matches(1, TimeUnit.MINUTES)).isTrue();
        String first = server.url() + "/project/demo/job/1";
        String job = camel.getCamelTemplate()
                .requestBodyAndHeader("starwhale:job?operation=get", null, "CamelStarwhaleJobUri", first, JobInfo.class)
                .uuid();
        check(job);

        Exchange again = camel.getCamelTemplate().send("direct:store", exchange -> exchange.getMessage()
                .setHeaders(new LinkedHashMap<>(Map.of("CamelStarwhaleJobUri", first, "CamelStarwhaleJobUuid", job))));
        assertThat(again.getException()).isNull();
        check(job);
    }

    @Test
    void pageThatCannotBeStoredIsNotPassedOver() throws Exception {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table \"results\" (\"job/uuid\" varchar, \"id\" varchar check (\"id\" <> '"
                    + id(7) + "'), primary key (\"job/uuid\", \"id\"))");
        }
        AddedJob job = server.addJob(
                server.project("demo"),
                JobScript.succeed().after(Duration.ZERO).table("results", Table.generated(ROWS, FirstRouteTest::row)));
        camel.start();
        Exchange stored = camel.getCamelTemplate().send("direct:store", exchange -> exchange.getMessage()
                .setHeaders(new LinkedHashMap<>(Map.of(
                        "CamelStarwhaleJobUri",
                        server.url() + "/project/demo/job/" + job.id(),
                        "CamelStarwhaleJobUuid",
                        job.uuid()))));

        assertThat(stored.getException()).hasRootCauseInstanceOf(BatchUpdateException.class);
        assertThat(count(job.uuid())).isZero();
    }

    private long count(String job) throws Exception {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from \"results\" where \"job/uuid\" = '" + job
                        + "' and \"id\" > '" + id(999) + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void check(String job) throws Exception {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from \"results\" where \"job/uuid\" = '" + job
                        + "' order by \"input/label\", \"score\"")) {
            int count = 0;
            while (rows.next()) {
                long index = Math.round(rows.getDouble("score") * 7);
                assertThat(rows.getString("id")).isEqualTo(id(index));
                assertThat(rows.getObject("input/label")).isEqualTo(index % 10);
                assertThat(rows.getObject("score")).isEqualTo(index / 7.0);
                assertThat(rows.getObject("right")).isEqualTo(index % 3 == 0);
                assertThat(rows.getObject("output")).isEqualTo("[" + index + ",[0.1,0.9]]");
                assertThat(rows.getObject("it's \"#1\" :?x :#y ${body}"))
                        .isEqualTo(index % 2 == 0 ? "even" : Long.toString(index));
                assertThat(rows.getObject("late")).isEqualTo(index > 2_000 ? index : null);
                count++;
            }
            assertThat(count).isEqualTo(ROWS);
        }
    }

    private DataSource database() {
        return camel.lookup("results", DataSource.class);
    }
}
