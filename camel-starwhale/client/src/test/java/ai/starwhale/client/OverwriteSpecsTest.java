// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.RecordedRequest;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The request of a job whose steps are not as the model says is the one of the Python SDK. */
class OverwriteSpecsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bench bench = Bench.recorded();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Sent by the SDK to a Server. The SDK asks for no dataset where a step needs one: here it is asked for. */
    @Test
    void sendsWhatWasRecorded() throws IOException {
        JsonNode recorded = resource("/sdk/recorded-bodies.json");
        bench.client.createJob(demo("evaluator:evaluate")
                .model("demo/version/v1")
                .runtime("pytorch")
                .ttl(Duration.ofHours(1))
                .build());
        Map<String, StepSpec> specs = Map.of(
                "evaluator:predict",
                StepSpec.builder().replicas(3).memory("1GiB").cpu(0.5, 1).build(),
                "evaluator:evaluate",
                StepSpec.builder().memory("2GiB").build());
        Job job = bench.client.createJob(demo("evaluator:evaluate")
                .model("demo/version/v1")
                .runtime("pytorch")
                .overwriteSpecs(specs)
                .build());

        assertThat(recorded).hasSize(2);
        assertThat(sent(0)).isEqualTo(recorded.path(0));
        assertThat(sent(1)).isEqualTo(((ObjectNode) recorded.path(1)).put("datasetVersionUrls", "1"));
        assertThat(job.info().runHandler()).isEqualTo("evaluator:evaluate");
        assertThat(job.tasks()).hasSize(4);
    }

    /** Made by {@code CloudModel.run} of the SDK 0.6.15 from these models and specs. */
    @ParameterizedTest
    @MethodSource("sdkBodies")
    void sendsWhatTheSdkMakesOfOtherModels(JsonNode recorded) {
        answerModel(recorded.path("model"));
        Map<String, Object> specs = JSON.convertValue(recorded.path("specs"), new TypeReference<>() {});

        bench.client.createJob(demo(recorded.path("handler").asText())
                .overwriteSpecs(StepSpec.parse(specs))
                .build());

        assertThat(sent(0)).isEqualTo(recorded.path("body"));
    }

    static Stream<JsonNode> sdkBodies() throws IOException {
        JsonNode bodies = resource("/sdk/create-bodies.json");
        assertThat(bodies).hasSize(6);
        return bodies.valueStream();
    }

    /** The SDK gives them names that a Server does not read, or writes them as objects of Python. */
    @Test
    void keepsWhatTheSdkLoses() throws IOException {
        ObjectNode model = (ObjectNode) resource("/recorded/model_info.json").path("data");
        ObjectNode step =
                (ObjectNode) model.path("versionInfo").path("stepSpecs").path(3);
        step.put("backoffLimit", 5);
        step.putObject("service_spec")
                .putArray("apis")
                .addObject()
                .put("uri", "/x")
                .putArray("components")
                .addObject()
                .put("name", "c")
                .put("component_spec_value_type", "INT")
                .putObject("componentValueSpecInt")
                .put("defaultVal", 7);
        answerModel(model);

        bench.client.createJob(demo("evaluator:serve")
                .overwriteSpecs(
                        Map.of("evaluator:serve", StepSpec.builder().replicas(2).build()))
                .build());

        assertThat(sent(0).path("stepSpecOverWrites").asText())
                .contains("\n  backoffLimit: 5\n", "\n  backoff_limit: 5\n", "\n  replicas: 2\n")
                .contains(String.join(
                        "\n    ",
                        "  apis:",
                        "- components:",
                        "  - componentValueSpecInt:",
                        "      defaultVal: 7",
                        "    component_spec_value_type: INT",
                        "    name: c",
                        "  inference_type: null",
                        "  uri: /x"));
    }

    @Test
    void unknownStepIsToldTheOnesThatThereAre() {
        JobRequest request = demo("evaluator:evaluate")
                .overwriteSpecs(Map.of("evaluator:serve", StepSpec.builder().build()))
                .build();

        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> bench.client.createJob(request)))
                .hasMessage("handler 'evaluator:evaluate' of model demo has no step 'evaluator:serve'; it has"
                        + " [evaluator:predict, evaluator:evaluate]");
        assertThat(bench.sent("/project/demo/job")).isEmpty();
    }

    @Test
    void modelThatDoesNotTellItsStepsHasNone() {
        answerModel(Bench.json("{\"versionId\":\"2\",\"versionInfo\":{}}"));
        JobRequest request = demo("a")
                .overwriteSpecs(Map.of("a", StepSpec.builder().build()))
                .build();

        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> bench.client.createJob(request)))
                .hasMessage("handler 'a' of model demo has no step 'a'; it has []");
        assertThat(bench.sent("/project/demo/job")).isEmpty();
    }

    @Test
    void headOfDatasetsIsSaidToBeIgnoredOnce() {
        Logger logger = (Logger) LoggerFactory.getLogger("ai.starwhale.client.internal.server");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            bench.client.createJob(demo("evaluator:serve").build());
            bench.client.createJob(demo("evaluator:serve").datasetHead(10).build());
            bench.client.createJob(demo("evaluator:serve").datasetHead(5).build());
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("datasetHead is ignored: " + bench.server.url()
                        + " is a Server, and only a Standalone instance has a use for it");
        assertThat(sent(1)).isEqualTo(sent(0));
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class, () -> demo("h").datasetHead(-1)))
                .hasMessage("datasetHead -1: at least 0 is expected");
    }

    private static JobRequest.Builder demo(String handler) {
        return JobRequest.builder()
                .project("demo")
                .model("demo")
                .runHandler(handler)
                .datasets("mnist");
    }

    private void answerModel(JsonNode model) {
        String answer = "{\"code\":\"success\",\"message\":\"\",\"data\":" + model + "}";
        bench.server.intercept(request -> {
            if (request.path().endsWith("/model/demo")) {
                return Answer.json(200, answer);
            }
            return request.path().endsWith("/project/demo/job")
                    ? Answer.json(200, "{\"code\":\"success\",\"message\":\"\",\"data\":\"3\"}")
                    : null;
        });
    }

    /** Without the marker of the idempotency key. */
    private JsonNode sent(int number) {
        List<RecordedRequest> creations = bench.sent("/project/demo/job");
        return ((ObjectNode) Bench.json(creations.get(number).body())).without("comment");
    }

    private static JsonNode resource(String name) throws IOException {
        try (InputStream in = OverwriteSpecsTest.class.getResourceAsStream(name)) {
            return JSON.readTree(in);
        }
    }
}
