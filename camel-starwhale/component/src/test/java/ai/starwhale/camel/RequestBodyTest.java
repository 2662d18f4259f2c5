// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.CheckedRequest;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.NewJob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that names what job to make, and bodies that do not. */
class RequestBodyTest {
    private static final String JSON = " {\"model\": \"free\", \"runHandler\": \"run\", \"datasets\": [\"digits\"],"
            + " \"ttl\": \"2m\", \"devMode\": true, \"comment\": \"caf\u00e9\", \"resourcePool\": \"gpu\","
            + " \"overwriteSpecs\": {\"run\": {\"replicas\": 2}}, \"runtime\": null, \"ifEnded\": \"new_attempt\"}";
    private static final String CREATE = "starwhale:job?operation=create&model=free&runHandler=run";

    private final Fixture fixture = new Fixture();
    private final List<NewJob> asked = new ArrayList<>();

    @BeforeEach
    void prepareModel() {
        fixture.demo.addModel("free", ModelVersion.withHandlers("run", "other").withBuiltInRuntime());
        fixture.demo.addModel("second", ModelVersion.withHandlers("run").withBuiltInRuntime());
        fixture.demo.addDataset("digits");
        fixture.demo.addDataset("letters");
        fixture.server.onCreate(job -> {
            asked.add(job);
            return Fixture.statuses("SUCCESS");
        });
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Exchange sent(String uri, Object body, Map<String, Object> headers) {
        return fixture.send(uri, message -> {
            message.getMessage().setBody(body);
            message.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    static Stream<Object> formsOfJson() {
        return Stream.of(JSON, "\uFEFF" + JSON).flatMap(json -> {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return Stream.of(
                    json, bytes, new ByteArrayInputStream(bytes), new Unmarked(bytes), new InputStreamCache(bytes));
        });
    }

    @ParameterizedTest
    @MethodSource("formsOfJson")
    void json(Object body) {
        Exchange exchange = sent("starwhale:job?operation=create", body, Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).datasetVersionIds()).hasSize(1);
        assertThat(asked.get(0).body())
                .contains("\"timeToLiveInSec\":120", "\"devMode\":true", "\"resourcePool\":\"gpu\"")
                .contains("replicas: 2");
        assertThat(exchange.getMessage().getBody(JobInfo.class).comment()).isEqualTo("caf\u00e9");
    }

    @Test
    void aByteOrderMarkSaysMoreThanTheExchange() {
        Exchange exchange = fixture.send("starwhale:job?operation=create", message -> {
            message.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
            message.getMessage().setBody(("\uFEFF" + JSON).getBytes(StandardCharsets.UTF_8));
        });
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(JobInfo.class).comment()).isEqualTo("caf\u00e9");
    }

    @Test
    void aFile() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "request-body"));
        Files.writeString(folder.resolve("request.json"), JSON);
        fixture.route(route -> route.from("direct:in")
                .pollEnrich("file:" + folder + "?fileName=request.json&noop=true&idempotent=false", 10_000)
                .to("starwhale:job?operation=create"));
        assertThat(fixture.send("direct:in", message -> {}).getException()).isNull();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aMap() {
        Exchange exchange = sent(
                "starwhale:job?operation=create",
                Map.of(
                        "model",
                        "free",
                        "runHandler",
                        "run",
                        "datasets",
                        Set.of("digits", "letters"),
                        "ttl",
                        Duration.ofMinutes(3)),
                Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(asked.get(0).datasetVersionIds()).hasSize(2);
        assertThat(asked.get(0).body()).contains("\"timeToLiveInSec\":180");
    }

    @Test
    void theBodyGoesBeforeHeadersAndTheseBeforeOptions() {
        fixture.server.addProject("other");
        Map<String, Object> headers = Map.of(StarwhaleConstants.PROJECT, "demo", StarwhaleConstants.COMMENT, "header");
        String uri = CREATE + "&project=other&comment=option&resourcePool=option";

        Exchange byHeader = sent(uri, Map.of("model", "second"), headers);
        Exchange byBody = sent(uri, Map.of("comment", "body"), headers);

        assertThat(byHeader.getException()).isNull();
        assertThat(asked).extracting(NewJob::model).containsExactly("second", "free");
        assertThat(asked).extracting(NewJob::project).containsOnly("demo");
        assertThat(asked.get(0).body()).contains("\"resourcePool\":\"option\"");
        assertThat(byHeader.getMessage().getBody(JobInfo.class).comment()).isEqualTo("header");
        assertThat(byBody.getMessage().getBody(JobInfo.class).comment()).isEqualTo("body");
    }

    @Test
    void aKeyInTheBodyIsTakenAsItIs() {
        Map<String, Object> body = Map.of("idempotencyKey", "${header.secret}");
        sent(CREATE, body, Map.of("secret", "a"));
        sent(CREATE, body, Map.of("secret", "b"));
        assertThat(asked).hasSize(1);
    }

    static Stream<Object> othersBodies() {
        return Stream.of(
                "model=second",
                "",
                "[{\"model\": \"second\"}]",
                42,
                List.of("second"),
                new byte[] {1, 2},
                new ByteArrayInputStream("  text".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("othersBodies")
    void anyOtherBodyIsNoneOfOurs(Object body) {
        assertThat(sent(CREATE, body, Map.of()).getException()).isNull();
        assertThat(asked).extracting(NewJob::model).containsExactly("free");
    }

    @Test
    void aRowIsNoRequest() throws Exception {
        fixture.route(route -> route.from("direct:in")
                .to("starwhale:job?operation=rows&job="
                        + fixture.jobWith(Fixture.numbers(2)).id())
                .split(route.body())
                .streaming()
                .removeHeaders("CamelStarwhale*")
                .to(CREATE));
        assertThat(fixture.send("direct:in", message -> {}).getException()).isNull();
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "{\"modle\": \"m\"} > unknown 'modle' in the body; known are [comment, datasetHead, datasets, devMode,"
                        + " devModePassword, idempotencyKey, ifEnded, model, overwriteSpecs, project, resourcePool,"
                        + " runHandler, runtime, ttl]",
                "{\"model\": [1]} > model in the body is a ArrayList; a text is expected",
                "{\"ttl\": \"soon\"} > ttl in the body is a String; a time such as 30m, or milliseconds, is expected",
                "{\"ttl\": 5} > ttl PT0.005S: at least one second is expected",
                "{\"devMode\": \"maybe\"} > devMode in the body is a String; true or false is expected",
                "{\"datasetHead\": 1.5} > datasetHead in the body is a Double; a whole number is expected",
                "{\"datasets\": [1]} > datasets: texts are expected, not 1",
                "{\"ifEnded\": \"x\"} > ifEnded in the body is a String; one of [ADOPT, NEW_ATTEMPT] is expected",
                "{\"devModePassword\": \"canary-1 > the body begins like a JSON object and is none, in line 1, column 30",
                "{\"comment\": \"a\"} b > the body begins like a JSON object and is none, in line 1, column 19"
            })
    void mistakes(String body, String told) {
        assertThat(sent(CREATE, body, Map.of()).getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(told);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#both", "#text", "digits,letters", "{{both}}"})
    void datasetsOfABeanOrAPlaceholder(String option) {
        fixture.camel.getRegistry().bind("both", List.of("digits", "letters"));
        fixture.camel.getRegistry().bind("text", "digits, letters");
        fixture.camel.getPropertiesComponent().addInitialProperty("both", "digits,letters");
        assertThat(sent(CREATE + "&datasets=" + option, null, Map.of()).getException())
                .isNull();
        assertThat(asked.get(0).datasetVersionIds()).hasSize(2);
    }

    @Test
    void aDryRunGivesTheRequestAndMakesNoJob() {
        Exchange exchange = sent(
                "starwhale:job?operation=dryRun&model=free&runHandler=run&devModePassword=canary-dev-9",
                Map.of("datasets", "digits"),
                Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(CheckedRequest.class).body())
                .containsEntry("handler", "run")
                .containsEntry("datasetVersionUrls", "1")
                .containsEntry("devPassword", "xxxxxx");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(StarwhaleConstants.PROJECT, "1")
                .containsEntry(StarwhaleConstants.INSTANCE, fixture.server.url());
        assertThat(asked).isEmpty();
    }

    @Test
    void aDryRunRefusesWhatCreateRefuses() {
        assertThat(sent("starwhale:job?operation=dryRun&model=free&runHandler=nope", null, Map.of())
                        .getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("model free has no handler 'nope'; it has [other, run]");
    }

    /** A stream that cannot be read twice. */
    private static final class Unmarked extends InputStream {
        private final ByteArrayInputStream bytes;

        Unmarked(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }
    }
}
