// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobLifeCycleTest {

    private static final String REQUEST =
            "{'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','handler':'evaluator:evaluate'";

    private final ManualClock clock = new ManualClock();
    private final StarwhaleServer server =
            StarwhaleServer.builder().clock(clock).start();
    private final Client client = Client.of(server);
    private final Project project = server.addProject("demo");

    JobLifeCycleTest() {
        project.addModel("demo", "evaluator:evaluate");
        project.addRuntime("pytorch");
        project.addDataset("mnist");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String create(String more) {
        return client.post("/project/demo/job", REQUEST + more + "}").data().asText();
    }

    private JsonNode job(String id) {
        return client.get("/project/1/job/" + id).data();
    }

    private String status(String id) {
        return job(id).path("jobStatus").asText();
    }

    private JsonNode summary(String uuid) {
        return client.query("{'tableName':'project/1/eval/summary','rawResult':true,'filter':{'operator':'EQUAL',"
                        + "'operands':[{'columnName':'id'},{'stringValue':'" + uuid + "'}]}}")
                .data()
                .path("records")
                .path(0);
    }

    @Test
    void createdJobRunsAndSucceeds() {
        String id = create(",'datasetVersionUrls':'1'");
        JsonNode running = job(id);
        clock.advance(Duration.ofSeconds(2));
        JsonNode finished = job(id);

        assertThat(running.path("jobStatus").asText()).isEqualTo("RUNNING");
        assertThat(running.path("stopTime").asLong()).isEqualTo(-1000);
        assertThat(running.path("createdTime").asLong()).isEqualTo(1795334400000L);
        assertThat(finished.path("jobStatus").asText()).isEqualTo("SUCCESS");
        assertThat(finished.path("stopTime").asLong()).isEqualTo(1795334402000L);
        assertThat(finished.path("duration").asLong()).isEqualTo(2000);
        assertThat(finished.path("datasetList").path(0).path("name").asText()).isEqualTo("mnist");
    }

    @Test
    void createdJobHasTheFieldsOfARecordedOne() {
        // Names, ids and times are others, so that only the shapes can be the same.
        JsonNode recorded = Samples.json("job_success_with_dataset.json").path("data");
        JsonNode job = job(create(",'datasetVersionUrls':'1'"));

        assertThat(fields(job)).isEqualTo(fields(recorded));
        for (String part : List.of("model", "runtime", "owner")) {
            assertThat(fields(job.path(part))).isEqualTo(fields(recorded.path(part)));
            assertThat(fields(job.path(part).path("version")))
                    .isEqualTo(fields(recorded.path(part).path("version")));
        }
        assertThat(fields(job.path("model").path("version").path("stepSpecs").path(0)))
                .isEqualTo(fields(
                        recorded.path("model").path("version").path("stepSpecs").path(0)));
        assertThat(fields(job.path("datasetList").path(0).path("version")))
                .isEqualTo(fields(recorded.path("datasetList").path(0).path("version")));
    }

    private static List<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }

    @Test
    void summaryRowFollowsTheStatus() {
        server.onCreate(request -> JobScript.succeed().summary(Map.of("accuracy", 0.9)));
        String uuid = job(create(",'comment':'weekly [k:1]'")).path("uuid").asText();
        JsonNode running = summary(uuid);
        clock.advance(Duration.ofSeconds(3));
        JsonNode finished = summary(uuid);

        assertThat(running.path("sys/job_status").asText()).isEqualTo("RUNNING");
        assertThat(running.path("sys/modified_time").asText()).isEqualTo("1795334400123");
        assertThat(running.path("sys/job_comment").asText()).isEqualTo("weekly [k:1]");
        assertThat(running.has("accuracy")).isFalse();
        assertThat(finished.path("sys/job_status").asText()).isEqualTo("SUCCESS");
        assertThat(finished.path("sys/modified_time").asText()).isEqualTo("1795334402123");
        assertThat(finished.path("sys/duration_ms").asText()).isEqualTo("2000");
        assertThat(finished.path("accuracy").asText()).isEqualTo("0.9");
    }

    @Test
    void summaryRowHasTheColumnsOfARecordedOne() {
        server.onCreate(request -> RecordedEvaluation.script(10));
        String uuid = job(create("")).path("uuid").asText();
        clock.advance(Duration.ofSeconds(3));

        assertThat(fields(summary(uuid)))
                .isEqualTo(fields(Samples.json("scan_summary_one.json")
                        .path("data")
                        .path("records")
                        .path(0)));
    }

    @Test
    void tablesAppearWhenTheJobIsOver() {
        server.onCreate(request -> RecordedEvaluation.script(25));
        String uuid = job(create("")).path("uuid").asText();
        String list = "{'prefixes':['project/1/eval/" + uuid.substring(0, 2) + "/" + uuid + "']}";
        JsonNode before = client.post("/datastore/listTables", list).data().path("tables");
        clock.advance(Duration.ofSeconds(2));
        JsonNode after = client.post("/datastore/listTables", list).data().path("tables");

        assertThat(before).isEmpty();
        assertThat(after).hasSize(3);
        assertThat(client.scan("{'tables':[{'tableName':'" + after.path(2).asText() + "'}]}")
                        .data()
                        .path("records"))
                .hasSize(25);
    }

    @Test
    void tablesStayWhenTheJobIsCancelled() {
        server.onCreate(request -> JobScript.run().table("more", Table.of(List.of(Map.of("id", 1L)))));
        String id = create("");
        String uuid = job(id).path("uuid").asText();
        String list = "{'prefixes':['project/1/eval/" + uuid.substring(0, 2) + "/" + uuid + "']}";
        client.post("/project/1/job/" + id + "/cancel");
        clock.advance(Duration.ofSeconds(2));

        assertThat(status(id)).isEqualTo("CANCELED");
        assertThat(client.post("/datastore/listTables", list)
                        .data()
                        .path("tables")
                        .path(0)
                        .asText())
                .endsWith("/more");
    }

    @Test
    void metricsAndTablesStayWhenTheJobIsResumed() {
        server.onCreate(request -> JobScript.fail("Exited (1)")
                .summary(Map.of("accuracy", 0.5))
                .table("results", Table.of(List.of(Map.of("id", 1L)))));
        String id = create("");
        String uuid = job(id).path("uuid").asText();
        clock.advance(Duration.ofSeconds(2));
        client.post("/project/1/job/" + id + "/resume");
        String table = "project/1/eval/" + uuid.substring(0, 2) + "/" + uuid + "/results";

        assertThat(status(id)).isEqualTo("RUNNING");
        assertThat(summary(uuid).path("accuracy").asText()).isEqualTo("0.5");
        assertThat(client.scan("{'tables':[{'tableName':'" + table + "'}]}")
                        .data()
                        .path("records"))
                .hasSize(1);
    }

    @Test
    void metricsCanBeWrittenToTheRowOfAJob() {
        String uuid = job(create("")).path("uuid").asText();
        String other = job(create("")).path("uuid").asText();
        client.post(
                "/datastore/updateTable",
                "{'tableName':'project/1/eval/summary','tableSchemaDesc':{'keyColumn':'id','columnSchemaList':["
                        + "{'name':'id','type':'STRING'},{'name':'accuracy','type':'FLOAT64'}]},'records':[{'values':["
                        + "{'key':'id','value':'" + uuid + "'},{'key':'accuracy','value':'3fe0000000000000'}]}]}");

        assertThat(summary(uuid).path("accuracy").asText()).isEqualTo("0.5");
        assertThat(summary(uuid).path("sys/job_status").asText()).isEqualTo("RUNNING");
        assertThat(summary(other).path("sys/job_status").asText()).isEqualTo("RUNNING");
        clock.advance(Duration.ofSeconds(2));
        assertThat(summary(uuid).path("sys/job_status").asText()).isEqualTo("SUCCESS");
    }

    @Test
    void commentOfTheRequestIsNotTheCommentOfTheJob() {
        String id = create(",'comment':'marker'");
        assertThat(job(id).path("comment").isNull()).isTrue();

        client.put("/project/demo/job/" + id, "{'comment':'for people'}");
        assertThat(job(id).path("comment").asText()).isEqualTo("for people");
        assertThat(summary(job(id).path("uuid").asText())
                        .path("sys/job_comment")
                        .asText())
                .isEqualTo("marker");
    }

    @Test
    void failedTaskSaysWhy() {
        server.onCreate(request -> JobScript.fail("Exited (1) 1 second ago").after(Duration.ofSeconds(5)));
        String id = create("");
        clock.advance(Duration.ofSeconds(5));
        JsonNode tasks = client.get("/project/1/job/" + id + "/task").data().path("list");

        assertThat(status(id)).isEqualTo("FAIL");
        assertThat(tasks.path(0).path("stepName").asText()).isEqualTo("evaluator:evaluate");
        assertThat(tasks.path(0).path("taskStatus").asText()).isEqualTo("CREATED");
        assertThat(tasks.path(0).path("runs")).isEmpty();
        assertThat(tasks.path(1).path("stepName").asText()).isEqualTo("evaluator:predict");
        assertThat(tasks.path(1).path("taskStatus").asText()).isEqualTo("FAIL");
        assertThat(tasks.path(1).path("failedReason").asText()).isEqualTo("Exited (1) 1 second ago");
        assertThat(tasks.path(1).path("runs").path(0).path("status").asText()).isEqualTo("FAILED");
    }

    @Test
    void cancellingTakesItsTimeAndCanBeResumed() {
        String id = create("");
        Client.Result cancel = client.post("/project/1/job/" + id + "/cancel");
        String cancelling = status(id);
        clock.advance(Duration.ofSeconds(1));
        String canceled = status(id);
        long stopped = job(id).path("stopTime").asLong();
        clock.advance(Duration.ofSeconds(60));
        Client.Result resume = client.post("/project/1/job/" + id + "/resume");
        JsonNode resumed = job(id);
        clock.advance(Duration.ofSeconds(2));

        assertThat(cancel.json())
                .isEqualTo(Json.parse("{\"code\":\"success\",\"message\":\"Success\",\"data\":\"Success: cancel\"}"));
        assertThat(cancelling).isEqualTo("CANCELLING");
        assertThat(canceled).isEqualTo("CANCELED");
        assertThat(resume.status()).isEqualTo(200);
        assertThat(resumed.path("jobStatus").asText()).isEqualTo("RUNNING");
        assertThat(resumed.path("stopTime").asLong()).isEqualTo(stopped);
        assertThat(status(id)).isEqualTo("SUCCESS");
        assertThat(client.get("/project/1/job/" + id + "/event").data())
                .extracting(event -> event.path("message").asText())
                .containsExactly("Job canceled", "Job resumed");
    }

    @Test
    void actionsOutOfPlaceAreRefused() {
        String id = create("");
        String path = "/project/1/job/" + id + "/";

        assertThat(message(client.post(path + "resume")))
                .isEqualTo("invalid request on subject JOB\nonly failed/paused/canceled job can be resumed ");
        assertThat(client.post(path + "pause").data().asText()).isEqualTo("Success: pause");
        assertThat(status(id)).isEqualTo("RUNNING");
        clock.advance(Duration.ofSeconds(2));
        assertThat(message(client.post(path + "cancel")))
                .isEqualTo("invalid request on subject JOB\nfreeze job can't be canceled ");
        assertThat(message(client.post(path + "pause")))
                .isEqualTo("invalid request on subject JOB\nfrozen job can't be paused ");
        assertThat(message(client.post(path + "explode")))
                .isEqualTo("invalid request on subject JOB\nUnknown invoker key: explode\nfailed to invoke action");
        assertThat(client.post(path + "recover").status()).isEqualTo(500);
        assertThat(client.post("/project/1/job/999/cancel").status()).isEqualTo(404);
    }

    private static String message(Client.Result result) {
        assertThat(result.status()).isEqualTo(400);
        return result.json().path("message").asText();
    }

    @Test
    void removedJobIsFoundByItsNumberOnly() {
        String id = create("");
        String uuid = job(id).path("uuid").asText();
        client.delete("/project/1/job/" + uuid);

        assertThat(client.get("/project/1/job/" + id).status()).isEqualTo(200);
        assertThat(client.get("/project/1/job/" + uuid).status()).isEqualTo(404);
        assertThat(client.get("/project/1/job").data().path("total").asInt()).isZero();
        assertThat(summary(uuid).path("sys/_is_deleted").asText()).isEqualTo("0");
    }

    @Test
    void timeToLiveCancelsTheJob() {
        server.onCreate(request -> JobScript.run());
        String id = create(",'timeToLiveInSec':60");
        clock.advance(Duration.ofSeconds(59));
        assertThat(status(id)).isEqualTo("RUNNING");
        clock.advance(Duration.ofSeconds(1));
        assertThat(status(id)).isEqualTo("CANCELLING");
        clock.advance(Duration.ofSeconds(1));
        assertThat(status(id)).isEqualTo("CANCELED");
    }

    @Test
    void scriptOfAnyStatusesIsFollowed() {
        StarwhaleServer.AddedJob job = server.addJob(
                project,
                JobScript.builder()
                        .at(Duration.ZERO, "CREATED")
                        .at(Duration.ofSeconds(1), "READY")
                        .at(Duration.ofSeconds(2), "PAUSED")
                        .build());

        assertThat(status(job.id())).isEqualTo("CREATED");
        clock.advance(Duration.ofMillis(1999));
        assertThat(status(job.uuid())).isEqualTo("READY");
        clock.advance(Duration.ofMillis(1));
        assertThat(status(job.uuid())).isEqualTo("PAUSED");
    }

    @Test
    void changesAreFoundByTheirTime() {
        String first = create("");
        clock.advance(Duration.ofSeconds(1));
        create("");
        clock.advance(Duration.ofSeconds(1));
        String feed = "{'tableName':'project/1/eval/summary','rawResult':true,'columns':[{'columnName':'sys/id'}],"
                + "'filter':{'operator':'%s','operands':[{'columnName':'sys/modified_time'},"
                + "{'intValue':1795334401123}]},'orderBy':[{'columnName':'sys/modified_time'}]%s}";

        assertThat(client.query(String.format(feed, "GREATER", "")).data().path("records"))
                .extracting(row -> row.path("sys/id").asText())
                .containsExactly(first);
        assertThat(client.query(String.format(feed, "GREATER_EQUAL", "")).data().path("records"))
                .extracting(row -> row.path("sys/id").asText())
                .containsExactly("2", "1");
        assertThat(client.query(String.format(feed, "GREATER_EQUAL", ",'start':1,'limit':1"))
                        .data()
                        .path("records"))
                .extracting(row -> row.path("sys/id").asText())
                .containsExactly("1");
    }
}
