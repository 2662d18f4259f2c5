// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.camel.Operation;
import ai.starwhale.client.Starwhale;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.RecordedEvaluation;
import ai.starwhale.testkit.StarwhaleServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes in docs/component.md that show every operation do every operation. */
class EveryOperationTest {
    private static final int ROWS = 5;
    private final StarwhaleServer server = StarwhaleServer.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Starwhale client = Starwhale.builder()
            .instance(server.url())
            .token(server.issueToken())
            .swcliConfig(Path.of("target", "no-swcli-here.yaml"))
            .pollInterval(Duration.ofMillis(50))
            .build();

    @BeforeEach
    void prepare() {
        Project demo = server.addProject("demo");
        demo.addModel("mnist", ModelVersion.withHandlers("evaluator:evaluate").withBuiltInRuntime());
        demo.addDataset("digits");
        server.onCreate(job -> JobScript.run()
                .cancelTakes(Duration.ofMillis(100))
                .whenResumed(RecordedEvaluation.script(ROWS).after(Duration.ZERO)));
        camel.getRegistry().bind("client", client);
    }

    @AfterEach
    void close() throws IOException {
        camel.close();
        client.close();
        server.close();
    }

    private static String route(String language) {
        String page = Repository.read(Repository.ROOT.resolve(Path.of("docs", "component.md")));
        Matcher block = Pattern.compile(
                        "(?ms)^<!-- every operation: " + language + " -->\\s+```" + language + "\\R(.*?)^```")
                .matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void runs(String language) throws Exception {
        String text = route(language);
        for (Operation operation : Operation.values()) {
            assertThat(text).containsPattern("operation=" + operation + "\\b");
        }
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("life." + language, text));
        camel.start();

        Exchange exchange = camel.createProducerTemplate()
                .send("direct:life", message -> message.getMessage().setHeader("CamelStarwhaleProject", "demo"));

        assertThat(exchange.getException()).isNull();
        assertThat(camel.getEndpoint("mock:rows", MockEndpoint.class).getReceivedCounter())
                .isEqualTo(ROWS);
    }
}
