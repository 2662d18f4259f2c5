// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.RecordedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent when a job is made, and what is refused before. */
class CreateJobTest {
    /** Sent by the Python SDK. */
    private static final String RECORDED =
            "{\"timeToLiveInSec\": 3600, \"modelVersionUrl\": \"1\", \"datasetVersionUrls\": \"1\","
                    + " \"runtimeVersionUrl\": \"1\", \"resourcePool\": \"default\", \"handler\": \"evaluator:evaluate\","
                    + " \"devMode\": false, \"devPassword\": \"\"}";

    private final Bench bench = Bench.empty();
    private final String url = bench.server.url();

    @BeforeEach
    void fill() {
        Project demo = bench.server.addProject("demo");
        demo.addModel(
                "mnist",
                ModelVersion.withHandlers("evaluator:evaluate", "evaluator:serve")
                        .requireDataset()
                        .withBuiltInRuntime());
        demo.addModel("free", ModelVersion.withHandlers("run").withBuiltInRuntime());
        demo.addDataset("digits");
        demo.addDataset("letters");
        bench.server.addProject("other").addDataset("far");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void sendsWhatThePythonSdkSends() {
        try (Bench recorded = Bench.recorded()) {
            Job job = recorded.client.createJob(JobRequest.builder()
                    .project("demo")
                    .model("demo/version/v1")
                    .runHandler("evaluator:evaluate")
                    .datasets("mnist")
                    .runtime("pytorch")
                    .ttl(Duration.ofHours(1))
                    .build());

            assertThat(sentBody(recorded)).isEqualTo(Bench.json(RECORDED));
            assertThat(job.uri()).matches(recorded.server.url() + "/project/demo/job/[0-9]+");
            assertThat(job.info().runHandler()).isEqualTo("evaluator:evaluate");
        }
    }

    @Test
    void aCheckGivesWhatWouldBeSentAndSendsNothing() throws Exception {
        JobRequest request = free().datasets("digits")
                .ttl(Duration.ofMinutes(1))
                .devMode(true)
                .devModePassword("canary-dev")
                .idempotencyKey("tonight")
                .build();

        CheckedRequest checked = bench.client.check(request);

        assertThat(bench.server.requests())
                .extracting(RecordedRequest::method)
                .containsOnly("GET")
                .isNotEmpty();
        assertThat(checked.instance()).isEqualTo(url);
        assertThat(checked.project()).isEqualTo("1");
        assertThat(checked.toString()).doesNotContain("canary");
        bench.client.createJob(request);
        Map<String, Object> sent = new HashMap<>(checked.body());
        assertThat(sent.put("devPassword", "canary-dev")).isEqualTo("xxxxxx");
        assertThat(new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(sent)))
                .isEqualTo(Bench.json(bench.sent("/project/demo/job").get(0).body()));
    }

    @Test
    void aCheckRefusesWhatCannotWork() {
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> bench.client.check(free().runHandler("nope").build())))
                .hasMessage("model free has no handler 'nope'; it has [run]");
    }

    @Test
    void sendsEmptyTextsForWhatIsNotGiven() {
        bench.client.createJob(free().build());

        assertThat(sentBody())
                .isEqualTo(
                        Bench.json(
                                "{\"modelVersionUrl\":\"2\",\"datasetVersionUrls\":\"\",\"runtimeVersionUrl\":\"\","
                                        + "\"resourcePool\":\"default\",\"handler\":\"run\",\"devMode\":false,\"devPassword\":\"\"}"));
    }

    @Test
    void sendsEverythingThatIsGiven() {
        bench.client.createJob(free().resourcePool("gpu")
                .devMode(true)
                .devModePassword("canary-dev")
                .comment("nightly")
                .ttl(Duration.ofMillis(1999))
                .build());

        assertThat(sentBody())
                .isEqualTo(Bench.json("{\"timeToLiveInSec\":1,\"modelVersionUrl\":\"2\",\"datasetVersionUrls\":\"\","
                        + "\"runtimeVersionUrl\":\"\",\"resourcePool\":\"gpu\",\"handler\":\"run\",\"devMode\":true,"
                        + "\"devPassword\":\"canary-dev\"}"));
    }

    @Test
    void joinsDatasetsAndAcceptsAddresses() {
        bench.answer("/project/demo/job", Answer.json(200, "{\"code\":\"success\",\"message\":\"\",\"data\":\"7\"}"));

        bench.client.createJob(JobRequest.builder()
                .project(url + "/project/demo")
                .model(url + "/project/demo/model/mnist/version/latest")
                .runHandler("evaluator:evaluate")
                .datasets("digits", "letters/version/latest", url + "/project/other/dataset/far/version/v1")
                .build());

        assertThat(sentBody().path("datasetVersionUrls").asText()).isEqualTo("1,2,3");
        assertThat(sentBody().path("modelVersionUrl").asText()).isEqualTo("1");
    }

    @Test
    void unknownHandlerIsToldTheOnesThatThereAre() {
        assertThat(refusal(
                        InvalidRequestException.class,
                        JobRequest.builder()
                                .project("demo")
                                .model("mnist")
                                .runHandler("evaluator:evalute")
                                .datasets("digits")))
                .hasMessage("model mnist has no handler 'evaluator:evalute'; it has [evaluator:evaluate,"
                        + " evaluator:serve]");
    }

    @Test
    void missingDataset() {
        assertThat(refusal(
                        InvalidRequestException.class,
                        JobRequest.builder().project("demo").model("mnist").runHandler("evaluator:evaluate")))
                .hasMessage("handler 'evaluator:evaluate' of model mnist needs a dataset");
    }

    @Test
    void missingRuntime() {
        bench.server.project("demo").addModel("bare", ModelVersion.withHandlers("run"));

        assertThat(refusal(
                        InvalidRequestException.class,
                        JobRequest.builder().project("demo").model("bare").runHandler("run")))
                .hasMessage("model bare brings no runtime of its own: name one in the request");
    }

    @Test
    void unknownModelDatasetAndRuntime() {
        assertThat(refusal(
                        NotFoundException.class,
                        JobRequest.builder().project("demo").model("nope").runHandler("run")))
                .hasMessage("cannot find model nope/version/latest in project demo on " + url
                        + ": Resource is not found Starwhale Bundle nope (404)");
        assertThat(refusal(NotFoundException.class, free().datasets("digits/version/v9")))
                .hasMessageStartingWith("cannot find dataset digits/version/v9 in project demo on " + url + ": ");
        assertThat(refusal(NotFoundException.class, free().runtime("nope")))
                .hasMessageStartingWith("cannot find runtime nope/version/latest in project demo on " + url + ": ");
    }

    @Test
    void datasetOfAnotherInstance() {
        assertThat(refusal(
                        InvalidRequestException.class,
                        free().datasets("https://elsewhere.test/project/demo/dataset/digits")))
                .hasMessage(
                        "dataset 'https://elsewhere.test/project/demo/dataset/digits' is on another instance than the"
                                + " job; copy it there first");
    }

    @Test
    void whatTheRequestItselfRefuses() {
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> JobRequest.builder().runHandler("run").build()))
                .hasMessage("a job cannot be made without model");
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> JobRequest.builder().model("m").runHandler(" ").build()))
                .hasMessage("a job cannot be made without runHandler");
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> free().ttl(Duration.ofMillis(999))))
                .hasMessage("ttl PT0.999S: at least one second is expected");
    }

    @Test
    void projectMustBeKnown() {
        assertThat(refusal(
                        InvalidRequestException.class,
                        JobRequest.builder().model("free").runHandler("run")))
                .hasMessage("no project is given, and none is selected for " + url + "; give one such as 'demo' or '"
                        + url + "/project/demo'");
    }

    private static JobRequest.Builder free() {
        return JobRequest.builder().project("demo").model("free").runHandler("run");
    }

    private JsonNode sentBody() {
        return sentBody(bench);
    }

    private static JsonNode sentBody(Bench where) {
        ObjectNode body =
                (ObjectNode) Bench.json(where.sent("/project/demo/job").get(0).body());
        // Besides what the Python SDK sends there is the marker of the idempotency key.
        assertThat(body.remove("comment").asText()).matches("once:[0-9a-f]{32}");
        return body;
    }

    private <T extends StarwhaleException> T refusal(Class<T> type, JobRequest.Builder request) {
        T e = catchThrowableOfType(type, () -> bench.client.createJob(request.build()));
        assertThat(bench.sent("/job")).isEmpty();
        return e;
    }
}
