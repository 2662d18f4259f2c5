// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program without settings: the whole way, against what was recorded of the real evaluation. */
class DemoRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path output;

    @Test
    void movesEveryRowOfTheEvaluation() throws Exception {
        String printed;
        try (Printed out = new Printed()) {
            assertThat(NightlyEvaluation.run(settings())).isZero();
            printed = out.text();
        }

        assertThat(printed)
                .contains("created job 1043: http://127.0.0.1:")
                .containsSubsequence(
                        "creating an evaluation of demo/version/v1",
                        "job 1043: RUNNING\n",
                        "job 1043: RUNNING -> SUCCESS\n",
                        "results: 10,000 rows so far",
                        "results: 100,000 rows in",
                        "100,000 rows in table",
                        "100,000 lines in",
                        "accuracy            0.9\n",
                        "kind                multi_classification\n",
                        "macro avg/f1-score  0.89\n",
                        "total               10\n");
        checkFile();
        checkDatabase();
        checkSummary();
    }

    @Test
    void printsWhyATaskFailedAndEndsWithOne() throws Exception {
        Properties settings = settings();
        settings.setProperty("starwhale.demo.fails", "true");
        try (Printed out = new Printed()) {
            assertThat(NightlyEvaluation.run(settings)).isEqualTo(1);
            assertThat(out.text())
                    .containsSubsequence("job 1043: RUNNING -> FAIL\n", "evaluator:predict", "Exited (1) 1 second ago");
        }
        assertThat(output.resolve("results-1043.jsonl")).doesNotExist();
    }

    private Properties settings() throws IOException {
        Properties settings = Settings.load(Map.of(), new Properties(), output.resolve("none"));
        settings.setProperty("starwhale.output", output.toString());
        return settings;
    }

    private void checkFile() throws IOException {
        JsonNode expected = expectedRows();
        Set<String> ids = new HashSet<>();
        try (Stream<String> lines = Files.lines(output.resolve("results-1043.jsonl"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                ObjectNode row = (ObjectNode) JSON.readTree(line);
                long index = row.get("_index").asLong();
                assertThat(row.remove("id").asText()).isEqualTo("mnist_" + index);
                ids.add("mnist_" + index);
                row.remove("_index");
                assertThat(row).isEqualTo(expected.get((int) (index % 10)));
            }
        }
        assertThat(ids).hasSize(100_000);
    }

    private void checkDatabase() throws Exception {
        JsonNode expected = expectedRows();
        int count = 0;
        try (Connection connection = DriverManager.getConnection(Database.url(output));
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT \"id\", \"_index\", \"duration_seconds\", \"input/label\", \"output\""
                                + " FROM \"results\"")) {
            for (; rows.next(); count++) {
                long index = rows.getLong("_index");
                JsonNode row = expected.get((int) (index % 10));
                assertThat(rows.getString("id")).isEqualTo("mnist_" + index);
                assertThat(rows.getDouble("duration_seconds"))
                        .isEqualTo(row.get("duration_seconds").asDouble());
                assertThat(rows.getLong("input/label"))
                        .isEqualTo(row.get("input/label").asLong());
                assertThat(JSON.readTree(rows.getBytes("output"))).isEqualTo(row.get("output"));
            }
        }
        assertThat(count).isEqualTo(100_000);
    }

    private void checkSummary() throws IOException {
        JsonNode recorded = resource("recorded-summary.json").at("/data/records/0");
        JsonNode written = JSON.readTree(output.resolve("summary-1043.json").toFile());
        // The metrics are those of the recorded job; what the Server keeps beside them is about this one.
        assertThat(written.get("accuracy").asDouble()).isEqualTo(bits(recorded, "accuracy"));
        assertThat(written.get("macro avg/f1-score").asDouble()).isEqualTo(bits(recorded, "macro avg/f1-score"));
        assertThat(written.get("total").asLong())
                .isEqualTo(Long.parseLong(recorded.at("/total/value").asText(), 16));
        assertThat(written.get("kind").asText())
                .isEqualTo(recorded.at("/kind/value").asText());
        assertThat(written.get("sys/job_status").asText()).isEqualTo("SUCCESS");
    }

    private static double bits(JsonNode record, String column) {
        return Double.longBitsToDouble(
                Long.parseUnsignedLong(record.get(column).get("value").asText(), 16));
    }

    /** The ten recorded rows without their ids, as they read in a file, straight from the recording. */
    private static JsonNode expectedRows() throws IOException {
        var rows = JSON.createArrayNode();
        for (JsonNode record : resource("recorded-results.json").at("/data/records")) {
            ObjectNode row = rows.addObject();
            row.put("duration_seconds", bits(record, "duration_seconds"));
            int label = Integer.parseInt(record.at("/input~1label/value").asText(), 16);
            row.put("input/label", label);
            row.putArray("output").add(label).addArray().add(0.1).add(0.9);
        }
        return rows;
    }

    private static JsonNode resource(String name) throws IOException {
        return JSON.readTree(DemoRunTest.class.getResourceAsStream("/" + name));
    }
}
