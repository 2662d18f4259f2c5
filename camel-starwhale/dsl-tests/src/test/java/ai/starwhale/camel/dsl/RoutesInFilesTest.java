// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.JobInfo;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.RecordedEvaluation;
import ai.starwhale.testkit.StarwhaleServer;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A timer makes a job, a consumer waits for its end, a Splitter routes its rows: without a line of Java. */
class RoutesInFilesTest {
    private static final int ROWS = 25;
    private final StarwhaleServer server = StarwhaleServer.start();
    private final Main main = new Main();

    @BeforeEach
    void prepare() {
        Project demo = server.addProject("demo");
        demo.addModel("mnist", "evaluator:evaluate");
        demo.addRuntime("pytorch");
        demo.addDataset("digits");
        server.onCreate(job -> RecordedEvaluation.script(ROWS).after(Duration.ofMillis(200)));
    }

    @AfterEach
    void close() {
        main.stop();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nightly.yaml", "nightly.xml"})
    void fromTheTimerToTheLastRow(String file) throws Exception {
        main.configure().withRoutesIncludePattern("classpath:routes/" + file);
        main.setPropertyPlaceholderLocations("classpath:routes/application.properties");
        main.addOverrideProperty("camel.component.starwhale.instance", server.url());
        main.addOverrideProperty("camel.component.starwhale.token", server.issueToken());
        main.start();
        CamelContext camel = main.getCamelContext();

        MockEndpoint created = camel.getEndpoint("mock:created", MockEndpoint.class);
        created.expectedMessageCount(1);
        MockEndpoint rows = camel.getEndpoint("mock:rows", MockEndpoint.class);
        rows.setResultWaitTime(60_000);
        rows.expectedMessageCount(ROWS);
        rows.assertIsSatisfied();
        created.assertIsSatisfied();

        assertThat(created.getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(JobInfo.class)
                        .runHandler())
                .isEqualTo("evaluator:evaluate");
        assertThat(rows.getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(Map.class).get("id"))
                .doesNotHaveDuplicates();
    }
}
