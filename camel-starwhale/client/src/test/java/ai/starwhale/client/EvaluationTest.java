// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.internal.server.pages.Encoder;
import ai.starwhale.client.internal.server.pages.Recorded;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.RecordedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the recorded evaluation left: its summary, tables, rows and tasks. */
class EvaluationTest {
    private static final String UUID = "8116d5bab6e8460c82fc6d4a891ad8f2";

    private final Bench bench = Bench.recorded();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void summaryIsTheRecordedOne() {
        assertThat(bench.job("3").summary())
                .isInstanceOfSatisfying(Row.class, row -> assertThat(Encoder.encode(row))
                        .isEqualTo(Recorded.tree("scan_summary_one")
                                .path("data")
                                .path("records")
                                .get(0)))
                .containsEntry("accuracy", 0.9)
                .containsEntry("kind", "multi_classification")
                .containsEntry("sys/id", 3L)
                .containsEntry("id", UUID);
    }

    @Test
    void summaryIsOneSmallScan() {
        bench.job(UUID).summary();

        List<RecordedRequest> scans = bench.sent("/scanTable");
        assertThat(scans).hasSize(1);
        JsonNode body = Bench.json(scans.get(0).body());
        assertThat(body.path("start").asText()).isEqualTo(UUID);
        assertThat(body.path("end").asText()).isEqualTo(UUID);
        assertThat(body.path("endInclusive").asBoolean()).isTrue();
        assertThat(body.path("startType").asText()).isEqualTo("STRING");
        assertThat(body.path("endType").asText()).isEqualTo("STRING");
    }

    @Test
    void summaryOfAnotherJobIsNotTaken() {
        assertThat(bench.job("10").summary()).containsEntry("sys/id", 10L).doesNotContainKey("accuracy");
    }

    @Test
    void jobWithoutARowInTheTableOfSummariesHasAnEmptySummary() {
        bench.server.intercept(request -> request.path().endsWith("/scanTable")
                ? Answer.json(200, Recorded.tree("scan_missing").toString())
                : null);

        assertThat(bench.job("3").summary()).isEmpty();
    }

    @Test
    void tablesAreTheRecordedOnes() {
        List<String> recorded = new ArrayList<>();
        for (JsonNode name : Recorded.tree("list_tables_job").path("data").path("tables")) {
            recorded.add(name.asText().substring(("project/2/eval/81/" + UUID + "/").length()));
        }

        // The artifacts were written by another recording.
        assertThat(bench.job("3").tables())
                .filteredOn(name -> !name.equals("arts2"))
                .isEqualTo(recorded);
        assertThat(bench.job(UUID.toUpperCase(Locale.ROOT)).tables())
                .isEqualTo(bench.job("3").tables());
        assertThat(bench.job("10").tables()).isEmpty();
    }

    @Test
    void tablesOfAnotherJobAreNotTaken() {
        bench.answer("/listTables", Answer.json(200, """
                        {"code":"success","data":{"tables":["project/2/eval/80/%2$s/results",
                        "project/2/eval/81/%1$s","project/2/eval/81/%1$s/results"]}}""".formatted(UUID, UUID.replace("8116", "8016"))));

        assertThat(bench.job("3").tables()).containsExactly("results");
    }

    @Test
    void rowsAreTheRecordedOnes() {
        JsonNode recorded = Recorded.tree("scan_results").path("data").path("records");
        List<JsonNode> rows = new ArrayList<>();
        try (RowStream results = bench.job("3").rows("results")) {
            results.forEachRemaining(row -> rows.add(Encoder.encode(row)));
        }

        assertThat(rows).hasSize(10);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).isEqualTo(recorded.get(i));
        }
    }

    @Test
    void tasksTellWhyTheyFailed() {
        assertThat(bench.job("10").tasks())
                .containsExactly(
                        new Task(
                                "30",
                                "aa65754d-48fe-4312-9b6a-018238b5e16c",
                                "evaluator:evaluate",
                                "CREATED",
                                0,
                                null,
                                null,
                                null,
                                "default",
                                List.of(),
                                List.of()),
                        new Task(
                                "29",
                                "41307e90-64b9-4e43-8063-6c31ef351b8e",
                                "evaluator:predict",
                                "FAIL",
                                2,
                                "Exited (1) 1 second ago",
                                Instant.ofEpochSecond(1_795_332_365),
                                Instant.ofEpochSecond(1_795_332_375),
                                "default",
                                List.of(),
                                List.of(
                                        failedRun("25", 1_795_332_365),
                                        failedRun("26", 1_795_332_369),
                                        failedRun("27", 1_795_332_372),
                                        failedRun("28", 1_795_332_401),
                                        failedRun("29", 1_795_332_406),
                                        failedRun("30", 1_795_332_409))));
    }

    private static TaskRun failedRun(String id, long start) {
        return new TaskRun(
                id,
                "FAILED",
                "127.0.0.1",
                "Exited (1) 1 second ago",
                Instant.ofEpochSecond(start),
                Instant.ofEpochSecond(1_795_332_699));
    }
}
