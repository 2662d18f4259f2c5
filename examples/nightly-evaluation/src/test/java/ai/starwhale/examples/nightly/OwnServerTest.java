// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.RecordedEvaluation;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with an instance of one's own: the same routes, for as long as it runs. */
class OwnServerTest {

    @TempDir
    Path output;

    @Test
    void collectsEveryEvaluationThatTheScheduleStarts() throws Exception {
        try (StarwhaleServer server = StarwhaleServer.builder().recorded().start();
                Printed out = new Printed()) {
            server.acceptToken("a-token");
            server.onCreate(job -> RecordedEvaluation.script(25).after(Duration.ofMillis(500)));
            // Whoever reads a summary while it is made anew goes on with the old one.
            Path summary = Files.writeString(output.resolve("summary-1043.json"), "{}");
            Path reader = Files.createLink(output.resolve("reader"), summary);
            DataSource results = Database.open(output);
            Main main = NightlyEvaluation.camel(settings(server), results, new Outcome());
            main.start();
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> files().size() >= 2);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> Files.readString(summary).contains("accuracy"));
            } finally {
                main.stop();
                Database.close(results);
            }
            assertThat(Files.readAllLines(files().get(0))).hasSize(25);
            assertThat(reader).hasContent("{}");
            assertThat(out.text()).contains("25 rows in table", "accuracy            0.9");
        }
    }

    /** What Camel's components would take for placeholders and expressions in SQL is part of a name here. */
    @Test
    void columnsMayBeCalledAnything() throws Exception {
        Table results = Table.of(List.of(Map.of("id", "a", "it's \"#1\" :?x :#y :#${body}", 1)));
        try (StarwhaleServer server = StarwhaleServer.builder().recorded().start();
                Printed out = new Printed()) {
            server.acceptToken("a-token");
            server.onCreate(job ->
                    RecordedEvaluation.script(1).table("results", results).after(Duration.ofMillis(500)));
            DataSource database = Database.open(output);
            Main main = NightlyEvaluation.camel(settings(server), database, new Outcome());
            main.start();
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> out.text().contains("1 rows in table"));
            } finally {
                main.stop();
                Database.close(database);
            }
        }
    }

    /** A model may give a text for one row, and a list for the next. */
    @Test
    void cellsOfAColumnMayBeOfSeveralKinds() throws Exception {
        Table results = Table.of(List.of(
                Map.of("id", "a", "output", "none", "boxes", List.of(1L)),
                Map.of("id", "b", "output", List.of(1L, 2L), "boxes", "none")));
        try (StarwhaleServer server = StarwhaleServer.builder().recorded().start();
                Printed out = new Printed()) {
            server.acceptToken("a-token");
            server.onCreate(job ->
                    RecordedEvaluation.script(1).table("results", results).after(Duration.ofMillis(500)));
            DataSource database = Database.open(output);
            Main main = NightlyEvaluation.camel(settings(server), database, new Outcome());
            main.start();
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> out.text().contains("2 rows in table"));
            } finally {
                main.stop();
                Database.close(database);
            }
            assertThat(out.text()).doesNotContain("could not be collected");
        }
    }

    @Test
    void goesOnAfterAnEvaluationThatFails() throws Exception {
        try (StarwhaleServer server = StarwhaleServer.builder().recorded().start();
                Printed out = new Printed()) {
            server.acceptToken("a-token");
            server.onCreate(job -> JobScript.fail("out of memory").after(Duration.ofMillis(500)));
            DataSource results = Database.open(output);
            Main main = NightlyEvaluation.camel(settings(server), results, new Outcome());
            main.start();
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> out.text().split("out of memory", -1).length > 2);
            } finally {
                main.stop();
                Database.close(results);
            }
        }
    }

    @Test
    void saysWhichSettingsAreMissing() throws IOException {
        Properties settings = Settings.load(
                Map.of("STARWHALE_INSTANCE", "https://starwhale.test", "STARWHALE_PROJECT", "demo"),
                new Properties(),
                output.resolve("none"));
        assertThatThrownBy(() -> NightlyEvaluation.run(settings))
                .hasMessage("please set STARWHALE_MODEL, STARWHALE_HANDLER, STARWHALE_DATASET as environment"
                        + " variables, or in nightly-evaluation.properties");
    }

    @Test
    void takesSettingsFromAFileTheEnvironmentAndSystemProperties() throws IOException {
        Path file = Files.writeString(
                output.resolve("settings"), "starwhale.model = a\nstarwhale.handler = a\nstarwhale.cron = a");
        Properties system = new Properties();
        system.setProperty("starwhale.cron", "0 30 1 * * ?");
        Properties settings = Settings.load(Map.of("STARWHALE_HANDLER", "b", "STARWHALE_CRON", "b"), system, file);

        assertThat(settings)
                .containsEntry("starwhale.model", "a")
                .containsEntry("starwhale.handler", "b")
                .containsEntry("nightly.trigger", "cron=0+30+1+*+*+?");
    }

    private Properties settings(StarwhaleServer server) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "STARWHALE_INSTANCE", server.url(),
                "STARWHALE_TOKEN", "a-token",
                "STARWHALE_PROJECT", "demo",
                "STARWHALE_MODEL", "demo/version/v1",
                "STARWHALE_HANDLER", "evaluator:evaluate",
                "STARWHALE_DATASET", "mnist",
                "STARWHALE_RUNTIME", "pytorch",
                "STARWHALE_CRON", "0/1 * * * * ?",
                "STARWHALE_POLL", "100ms"));
        environment.put("STARWHALE_OUTPUT", output.toString());
        return Settings.load(environment, new Properties(), output.resolve("none"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }
}
