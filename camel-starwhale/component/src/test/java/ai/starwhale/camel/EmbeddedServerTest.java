// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleCamel;
import ai.starwhale.testkit.StarwhaleExtension;
import ai.starwhale.testkit.StarwhaleServer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The component pointed at the embedded server, with no further setting: the first test of docs/testkit.md. */
@ExtendWith(StarwhaleExtension.class)
class EmbeddedServerTest {
    private static final String CREATE =
            "starwhale:job?operation=create&await=true&model=mnist&runHandler=evaluator:evaluate";

    StarwhaleServer server;

    private static JobInfo run(DefaultCamelContext camel) throws Exception {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            return template.requestBody(CREATE, null, JobInfo.class);
        }
    }

    @Test
    void theJobSucceeds() throws Exception {
        Project demo = server.addProject("demo");
        demo.addModel("mnist", ModelVersion.withHandlers("evaluator:evaluate").withBuiltInRuntime());
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleCamel.connect(camel, server);
            camel.start();

            assertThat(run(camel).status()).isEqualTo(JobStatus.SUCCESS);
        }
    }

    @Test
    void aLoginThatExpiresIsRenewed() throws Exception {
        server.addProject("demo")
                .addModel(
                        "mnist", ModelVersion.withHandlers("evaluator:evaluate").withBuiltInRuntime());
        server.faults().on("GET", "/project/**").after(2).times(1).run(server::revokeTokens);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleCamel.connect(camel, server);
            camel.start();

            assertThat(run(camel).status()).isEqualTo(JobStatus.SUCCESS);
        }
    }

    @Test
    void ofSeveralProjectsNoneIsChosen() throws Exception {
        server.addProject("demo")
                .addModel(
                        "mnist", ModelVersion.withHandlers("evaluator:evaluate").withBuiltInRuntime());
        server.addProject("other");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleCamel.connect(camel, server);
            camel.start();

            assertThatThrownBy(() -> run(camel)).hasStackTraceContaining("no project is given");
        }
    }
}
