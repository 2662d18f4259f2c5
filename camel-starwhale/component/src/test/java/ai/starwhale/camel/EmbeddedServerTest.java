// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.testkit.Fault;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleCamel;
import ai.starwhale.testkit.StarwhaleExtension;
import ai.starwhale.testkit.StarwhaleServer;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The component pointed at the embedded server, with no further setting: the first test of docs/testkit.md. */
@ExtendWith(StarwhaleExtension.class)
class EmbeddedServerTest {
    StarwhaleServer server;

    @Test
    void theJobSucceeds() throws Exception {
        Project demo = server.addProject("demo");
        demo.addModel("mnist", ModelVersion.withHandlers("evaluator:evaluate").withBuiltInRuntime());
        server.onCreate(request -> JobScript.succeed().after(Duration.ZERO));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleCamel.connect(camel, server);
            camel.start();
            String create = "starwhale:job?operation=create&await=true&model=mnist&runHandler=evaluator:evaluate";
            JobInfo job = camel.createProducerTemplate().requestBody(create, null, JobInfo.class);
            assertThat(job.status()).isEqualTo(JobStatus.SUCCESS);
        }
    }

    @Test
    void aLoginThatExpiresIsRenewed() throws Exception {
        server.addProject("demo");
        Fault expired = server.faults().onAny().after(2).times(1).run(server::revokeTokens);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleCamel.connect(camel, server);
            camel.start();
            for (int i = 0; i < 5; i++) {
                List<?> jobs =
                        camel.createProducerTemplate().requestBody("starwhale:job?operation=list", null, List.class);
                assertThat(jobs).isEmpty();
            }
        }
        assertThat(expired.hits()).isEqualTo(1);
    }

    @Test
    void ofSeveralProjectsNoneIsChosen() throws Exception {
        server.addProject("demo");
        server.addProject("other");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleCamel.connect(camel, server);
            camel.start();
            assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("starwhale:job?operation=list", ""))
                    .hasStackTraceContaining("no project is given");
        }
    }

    @Test
    void aContextWithoutTheComponentIsToldSo() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.setAutoCreateComponents(false);
            assertThatThrownBy(() -> StarwhaleCamel.connect(camel, server))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("camel-starwhale is not on the class path");
        }
    }
}
