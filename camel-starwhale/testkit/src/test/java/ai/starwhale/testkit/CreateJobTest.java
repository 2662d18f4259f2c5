// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to create a job, right and wrong, against the recorded project. */
class CreateJobTest {

    private static final String SPEC =
            "- {name: a, job_name: a, show_name: a, concurrency: 1, replicas: %s, needs: [%s],"
                    + " resources: [{type: memory, request: 1073741824.0, limit: 1073741824.0}]%s}";

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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'modelVersionUrl':'1','resourcePool':'default','handler':'evaluator:evaluate' | 400 | INVALID REQUEST: JOB | builtin runtime of demo not found",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default' | 400 | INVALID REQUEST: JOB | handler or stepSpec must be provided only one",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','handler':'a','stepSpecOverWrites':'- {name: a, job_name: a}' | 400 | INVALID REQUEST: JOB | handler or stepSpec must be provided only one",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','handler':'nope' | 500 | internalServerError | Cannot invoke `java.util.List.forEach(java.util.function.Consumer)` because `specList` is null",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','handler':'evaluator:evaluate' | 400 | validationException | must not be null",
                "'modelVersionUrl':'99','runtimeVersionUrl':'1','resourcePool':'default','handler':'evaluator:evaluate' | 400 | INVALID REQUEST: JOB | model version 99 not found",
                "'modelVersionUrl':'demo/version/latest','runtimeVersionUrl':'1','resourcePool':'default','handler':'evaluator:evaluate' | 400 | INVALID REQUEST: JOB | model version url must be an id, got demo/version/latest",
                "'modelVersionUrl':'1','runtimeVersionUrl':'x','resourcePool':'default','handler':'evaluator:evaluate' | 400 | INVALID REQUEST: JOB | runtime version url must be an id, got x",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','datasetVersionUrls':'77','resourcePool':'default','handler':'evaluator:evaluate' | 404 | NOT FOUND: 004 | Can not find dataset version77",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','stepSpecOverWrites':'{{' | 400 | INVALID REQUEST: Starwhale Model | invalid step spec",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','stepSpecOverWrites':'- a' | 400 | INVALID REQUEST: Starwhale Model | invalid step spec",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','stepSpecOverWrites':'- {replicas: many}' | 400 | INVALID REQUEST: Starwhale Model | invalid step spec",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','stepSpecOverWrites':'- {resources: [{kind: cpu}]}' | 400 | INVALID REQUEST: Starwhale Model | invalid step spec",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','stepSpecOverWrites':'[]' | 400 | INVALID REQUEST: JOB | handler or stepSpec must be provided only one",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','stepSpecOverWrites':'- {resources: [{type: disk}]}' | 500 | internalServerError | unsupported resource type: disk",
                "'resourcePool':'default','handler':'evaluator:evaluate' | 400 | INVALID REQUEST: JOB | model version is required",
                "'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','handler':'evaluator:evaluate','type':'foo' | 500 | internalServerError | JSON parse error",
                "| 400 | validationException | must not be null"
            })
    void mistakeIsAnsweredAsRecorded(String fields, int status, String code, String message) {
        Client.Result result = client.post("/project/2/job", "{" + (fields == null ? "" : fields) + "}");

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.type()).isEqualTo("application/json");
        assertThat(result.json().path("code").asText()).isEqualTo(code);
        assertThat(result.json().path("message").asText().replace('"', '`')).contains(message);
        assertThat(result.json().path("data").isNull()).isTrue();
    }

    @Test
    void bodiesThatAreNoJsonAreErrorsOfTheServer() {
        assertThat(client.post("/project/2/job", "{'modelVersionUrl':").status())
                .isEqualTo(500);
        assertThat(client.send(client.request("/project/2/job")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("a=b")))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void requestOfThePythonSdkIsAccepted() {
        List<NewJob> seen = new ArrayList<>();
        server.onCreate(request -> {
            seen.add(request);
            return JobScript.run();
        });
        Client.Result result = client.post(
                "/project/2/job",
                "{'timeToLiveInSec': 3600, 'modelVersionUrl': '1', 'datasetVersionUrls': '1', 'runtimeVersionUrl': '1',"
                        + " 'resourcePool': 'gpu', 'handler': 'evaluator:evaluate', 'devMode': false, 'devPassword': ''}");
        JsonNode job = client.get("/project/2/job/" + result.data().asText()).data();
        JsonNode recorded = Samples.json("job_success_with_dataset.json").path("data");

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).handler()).isEqualTo("evaluator:evaluate");
        assertThat(seen.get(0).datasetVersionIds()).containsExactly("1");
        assertThat(job.path("resourcePool").asText()).isEqualTo("default");
        for (String field : List.of("model", "runtime", "datasetList", "owner", "jobName", "jobType", "stepSpec")) {
            assertThat(job.path(field)).as(field).isEqualTo(recorded.path(field));
        }
    }

    @Test
    void newerFieldNamesAndTheBuiltInRuntimeWork() {
        String id = client.post(
                        "/project/demo/job",
                        "{'modelVersionId':'2','datasetVersionIds':['1'],'resourcePool':'default',"
                                + "'handler':'evaluator:predict','type':'ONLINE_EVAL'}")
                .data()
                .asText();
        JsonNode job = client.get("/project/2/job/" + id).data();

        assertThat(job.path("isBuiltinRuntime").asBoolean()).isTrue();
        assertThat(job.path("jobType").asText()).isEqualTo("ONLINE_EVAL");
        assertThat(client.get("/project/2/job?pageSize=100").data().path("list"))
                .extracting(listed -> listed.path("id").asText())
                .doesNotContain(id);
    }

    @Test
    void stepSpecificationReplacesTheHandler() {
        Client.Result result = create(String.format(SPEC, 3, "", ", expose: 0, env: [{name: K, value: v}]"));
        String id = result.data().asText();

        assertThat(client.get("/project/2/job/" + id).data().path("jobName").asText())
                .isEqualTo("a");
        assertThat(client.get("/project/2/job/" + id + "/task")
                        .data()
                        .path("total")
                        .asInt())
                .isEqualTo(3);
    }

    /** The body that the Python SDK sent, and what the Server made of it. */
    @Test
    void stepSpecificationOfThePythonSdkIsWrittenAgainAsRecorded() {
        JsonNode body = Samples.json("create_with_specs.json");
        String id = client.post("/project/2/job", body.toString()).data().asText();
        JsonNode job = client.get("/project/2/job/" + id).data();
        JsonNode recorded = Samples.json("job_3.json").path("data");

        assertThat(job.path("stepSpec")).isEqualTo(recorded.path("stepSpec"));
        assertThat(job.path("jobName")).isEqualTo(recorded.path("jobName"));
        assertThat(client.get("/project/2/job/" + id + "/task").data().path("list"))
                .extracting(task -> task.path("stepName").asText())
                .containsExactly("evaluator:evaluate", "evaluator:predict", "evaluator:predict", "evaluator:predict");
    }

    @Test
    void stepSpecificationCanBeAMapOfHandlers() {
        String id = create("b: [{name: x, show_name: x, replicas: 2, expose: 0}]")
                .data()
                .asText();
        JsonNode job = client.get("/project/2/job/" + id).data();

        assertThat(job.path("jobName").asText()).isEqualTo("b");
        assertThat(job.path("stepSpec").asText()).isEqualTo("""
                        ---
                        - name: "x"
                          concurrency: 1
                          replicas: 2
                          expose: 0
                          show_name: "x"
                          job_name: "b"
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1 | '' | ''", "1 | 'b' | ', expose: 0'", "-1 | '' | ', expose: 0'"})
    void brokenStepSpecificationLeavesAGhost(String replicas, String needs, String expose) {
        int before = ghosts();
        Client.Result result = create(String.format(SPEC, replicas, needs, expose));

        assertThat(result.status()).isEqualTo(500);
        assertThat(ghosts()).isEqualTo(before + 1);
    }

    private static Client.Result create(String yaml) {
        return client.post(
                "/project/2/job",
                "{'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default','stepSpecOverWrites':"
                        + Json.quote(yaml) + "}");
    }

    private static int ghosts() {
        return client.query("{'tableName':'project/2/eval/summary','columns':['id'],'filter':{'operator':'EQUAL',"
                        + "'operands':[{'columnName':'sys/job_status'},{'stringValue':'CREATED'}]}}")
                .data()
                .path("records")
                .size();
    }
}
