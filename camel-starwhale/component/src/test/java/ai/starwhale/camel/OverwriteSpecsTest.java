// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Resource;
import ai.starwhale.client.StepSpec;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which a route says that steps run with other replicas and resources. */
class OverwriteSpecsTest {
    private static final String CREATE =
            "starwhale:job?operation=create&model=mnist&runHandler=evaluator:evaluate&runtime=pytorch";
    private static final String JSON =
            "{\"evaluator:predict\":{\"replicas\":3,\"resources\":{\"memory\":\"1GiB\",\"cpu\":{\"request\":0.5,\"limit\":1}}}}";

    private final Fixture fixture = new Fixture();

    @BeforeEach
    void prepareModel() {
        fixture.demo.addModel("mnist", "evaluator:evaluate");
        fixture.demo.addRuntime("pytorch");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                JSON,
                "RAW(" + JSON + ")",
                "{{specs}}",
                "#maps",
                "#bean:maps",
                "#typed",
                "#text",
                "evaluator:predict: {replicas: 3, resources: {memory: 1GiB, cpu: {request: 0.5, limit: 1}}}"
            })
    void formsOfTheSameSpecs(String option) {
        Properties properties = new Properties();
        // Camel takes two braces in a row for the end of a placeholder, also in the value of one.
        properties.setProperty("specs", JSON.replace("}}", "} }").replace("}}", "} }"));
        fixture.camel.getPropertiesComponent().setOverrideProperties(properties);
        fixture.camel
                .getRegistry()
                .bind(
                        "maps",
                        Map.of(
                                "evaluator:predict",
                                Map.of(
                                        "replicas",
                                        3,
                                        "resources",
                                        Map.of("memory", "1GiB", "cpu", Map.of("request", 0.5, "limit", 1)))));
        fixture.camel
                .getRegistry()
                .bind(
                        "typed",
                        Map.of(
                                "evaluator:predict",
                                new StepSpec(3, Map.of("memory", Resource.of(1L << 30), "cpu", new Resource(0.5, 1)))));
        fixture.camel.getRegistry().bind("text", JSON);

        Exchange exchange = fixture.send(CREATE + "&overwriteSpecs=" + option, message -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(JobInfo.class).stepSpec())
                .contains("replicas: 3", "type: \"memory\"\n    request: 1.07374182E9", "request: 0.5\n    limit: 1.0");
    }

    @Test
    void mapInTheConfiguration() {
        fixture.component()
                .getConfiguration()
                .setOverwriteSpecs(Map.of("evaluator:evaluate", Map.of("resources", "4GiB")));

        JobInfo job = fixture.send(CREATE, message -> {}).getMessage().getBody(JobInfo.class);

        assertThat(job.stepSpec()).contains("request: 4.2949673E9");
        assertThat(job.runHandler()).isEqualTo("evaluator:evaluate");
    }

    @Test
    void aStepThatTheModelDoesNotHaveFailsTheExchange() {
        assertThat(failure("{\"nope\":{\"replicas\":2}}"))
                .hasMessage("handler 'evaluator:evaluate' of model mnist has no step 'nope'; it has"
                        + " [evaluator:predict, evaluator:evaluate]");
    }

    @Test
    void headOfDatasetsIsIgnoredByAServer() {
        Exchange exchange = fixture.send(CREATE + "&datasetHead=10", message -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(JobInfo.class);
    }

    private Exception failure(String option) {
        Exception e = fixture.send(CREATE + "&overwriteSpecs=" + option, message -> {})
                .getException();
        assertThat(e).isInstanceOf(InvalidRequestException.class);
        return e;
    }
}
