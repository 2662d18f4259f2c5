// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recorded world answers as the Server did that it was recorded from. */
class RecordedAnswersTest {

    private static final String JOB_TABLES = "project/2/eval/81/8116d5bab6e8460c82fc6d4a891ad8f2";

    private static StarwhaleServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        server = StarwhaleServer.builder().recorded().start();
        client = Client.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/user/current, user_current.json",
        "/project, project_list.json",
        "/project/2, project.json",
        "/project/demo, project.json",
        "/project/starwhale:demo, project.json",
        "/project/1:demo, project.json",
        "/project/2/model/demo, model_info.json",
        "/project/2/model/demo?versionUrl=latest, model_info.json",
        "/project/demo/model/1?versionUrl=v2, model_info.json",
        "/project/2/runtime/pytorch?versionUrl=latest, runtime_info.json",
        "/project/2/dataset/mnist?versionUrl=nu3wgmzrgu2ggzjygyzdknjqmq2ggnlcobvhgmq3, dataset_info.json",
        "/project/2/job/1, job_1.json",
        "/project/2/job/2, job_success_with_dataset.json",
        "/project/2/job/3, job_3.json",
        "/project/2/job/0003, job_3.json",
        "/project/2/job/8116D5BAB6E8460C82FC6D4A891AD8F2, job_3.json",
        "/project/2/job/6, job_6.json",
        "/project/2/job/bdbe759194fd4bc8bb308d849352498c, job_canceled.json",
        "/project/2/job/10, job_fail.json",
        "/project/2/job/1042, job_running.json",
        "/project/2/job/3/task?pageNum=1&pageSize=100000, tasks_success.json",
        "/project/2/job/10/task, tasks_fail.json",
        "/project/2/job/1042/task, tasks_running.json",
        "/project/2/job/6/event, events.json",
        "/project/2/job/3/dag, dag.json"
    })
    void documentEqualsTheRecordedOne(String path, String sample) {
        Client.Result result = client.get(path);

        assertThat(result.status()).isEqualTo(200);
        assertThat(result.type()).isEqualTo("application/json");
        assertThat(Samples.comparable(result.json())).isEqualTo(Samples.json(sample));
    }

    @Test
    void jobsOfTheListEqualTheRecordedOnes() {
        // Other jobs were recorded at other times, so that the pages are not the same, but their entries are.
        List<JsonNode> entries = new ArrayList<>();
        client.get("/project/2/job?pageNum=1&pageSize=3").data().path("list").forEach(entries::add);

        assertThat(entries)
                .containsExactly(
                        Samples.json("job_running.json").path("data"),
                        Samples.json("job_list.json").path("data").path("list").path(0),
                        Samples.json("job_list.json").path("data").path("list").path(1));
    }

    @Test
    void tablesOfAJobEqualTheRecordedOnes() {
        // The artifacts were written later than the list was recorded.
        JsonNode recorded = Samples.json("list_tables_job.json").path("data").path("tables");
        JsonNode tables = client.post("/datastore/listTables", "{'prefixes':['" + JOB_TABLES + "']}")
                .data()
                .path("tables");

        assertThat(tables.path(0).asText()).isEqualTo(JOB_TABLES + "/arts2");
        assertThat(tables.path(1)).isEqualTo(recorded.path(0));
        assertThat(tables.path(2)).isEqualTo(recorded.path(1));
        assertThat(tables.path(3)).isEqualTo(recorded.path(2));
        assertThat(tables).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "results | , 'limit': 1000 | scan_results.json",
                "labels | | scan_labels.json",
                "confusion_matrix/binarylabel | | scan_confusion_matrix.json",
                "arts2 | , 'encodeWithType': true | scan_artifacts_typed.json",
                "arts2 | , 'encodeWithType': false | scan_artifacts_untyped.json",
                "none | | scan_missing.json"
            })
    void scanOfAJobTableEqualsTheRecordedOne(String table, String options, String sample) {
        String more = options == null ? "" : options;
        Client.Result result = client.scan("{'tables':[{'tableName':'" + JOB_TABLES + "/" + table + "'}]" + more + "}");

        assertThat(Samples.comparable(result.json())).isEqualTo(Samples.json(sample));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'keepNone':true}], 'keepNone': true | scan_alltypes_typed.json",
                "'keepNone':false}], 'encodeWithType': false | scan_alltypes_untyped.json",
                "'keepNone':false}], 'encodeWithType': false, 'rawResult': true | scan_alltypes_raw.json"
            })
    void rowOfAllTypesEqualsTheRecordedOne(String options, String sample) {
        Client.Result result = client.scan("{'tables':[{'tableName':'project/2/test/alltypes'," + options + "}");

        assertThat(Samples.comparable(result.json())).isEqualTo(Samples.json(sample));
    }

    @Test
    void summaryRowEqualsTheRecordedOne() {
        String id = "8116d5bab6e8460c82fc6d4a891ad8f2";
        JsonNode data = Samples.comparable(client.scan("{'tables':[{'tableName':'project/2/eval/summary'}],'start':'"
                                + id + "','end':'" + id + "','endInclusive':true}")
                        .json())
                .path("data");
        JsonNode recorded = Samples.json("scan_summary_one.json").path("data");

        assertThat(data.path("records")).isEqualTo(recorded.path("records"));
        assertThat(data.path("lastKey")).isEqualTo(recorded.path("lastKey"));
        // Hints are of all jobs of the Server, of which not all were recorded: only their shape can be the same.
        data.path("columnHints").properties().forEach(hint -> {
            assertThat(recorded.path("columnHints").has(hint.getKey()))
                    .as(hint.getKey())
                    .isTrue();
            assertThat(hint.getValue().path("typeHints"))
                    .as(hint.getKey())
                    .isEqualTo(recorded.path("columnHints").path(hint.getKey()).path("typeHints"));
        });
    }

    @Test
    void rawQueryEqualsTheRecordedOne() {
        List<Cells> rows = List.of(
                new Cells(-1, "minus", -1),
                new Cells(1, "one", 1),
                new Cells(2, null, "again"),
                new Cells(3, "three", 3));
        StoredTable table = new StoredTable("id");
        table.put(Map.of("id", 2L, "v", "two", "w", "txt"));
        table.remove(Map.of("id", 2L));
        rows.forEach(row -> table.put(row.cells()));
        table.put(new Cells(10, "ten", 10).cells());
        server.project("demo").addTable("test/ints", table);

        Client.Result result = client.query("{'tableName':'project/2/test/ints','rawResult':true}");

        assertThat(Samples.comparable(result.json())).isEqualTo(Samples.json("query_raw.json"));
    }

    private record Cells(long id, String v, Object w) {

        Map<String, Object> cells() {
            Map<String, Object> cells = new LinkedHashMap<>();
            cells.put("id", id);
            if (v != null) {
                cells.put("v", v);
            }
            cells.put("w", w);
            return cells;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/project/2/job/999, 404, err_404_unknown_job.json",
        "/project/nosuch, 404, err_404_unknown_project.json",
        "/project/nosuch/job, 404, err_404_unknown_project.json"
    })
    void errorEqualsTheRecordedOneToTheLetter(String path, int status, String sample) {
        Client.Result result = client.get(path);

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.type()).isEqualTo("application/json;charset=UTF-8");
        assertThat(result.body()).isEqualTo(Samples.text(sample).stripTrailing());
    }

    @ParameterizedTest
    @CsvSource({"3, job_3.json", "1042, job_running.json"})
    void recordedJobsAreTheSameWhateverTheClockSays(String id, String sample) {
        Clock past = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        try (StarwhaleServer early =
                StarwhaleServer.builder().clock(past).recorded().start()) {
            assertThat(Client.of(early).get("/project/2/job/" + id).json()).isEqualTo(Samples.json(sample));
        }
    }

    @Test
    void recordedJobsCanBeCanceledAndResumed() {
        ManualClock clock = new ManualClock();
        try (StarwhaleServer own =
                StarwhaleServer.builder().clock(clock).recorded().start()) {
            Client mine = Client.of(own);
            mine.post("/project/2/job/1042/cancel");
            mine.post("/project/2/job/10/resume");
            clock.advance(Duration.ofSeconds(1));

            assertThat(mine.get("/project/2/job/1042").data().path("jobStatus").asText())
                    .isEqualTo("CANCELED");
            assertThat(mine.get("/project/2/job/10").data().path("jobStatus").asText())
                    .isEqualTo("RUNNING");
        }
    }
}
