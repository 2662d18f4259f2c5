// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Fault;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ManualClock;
import ai.starwhale.testkit.ManualPolls;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleCamel;
import ai.starwhale.testkit.StarwhaleExtension;
import ai.starwhale.testkit.StarwhaleServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The night of docs/testkit.md: a route waits for its job for eight hours, while another one watches all jobs. */
class NightTest {
    private static final String EVALUATE =
            "starwhale:job?operation=create&await=true&awaitTimeout=9h&model=mnist&runHandler=evaluator:evaluate";

    private final ManualClock clock = new ManualClock();

    @RegisterExtension
    final StarwhaleExtension starwhale = new StarwhaleExtension(builder -> builder.clock(clock));

    @Test
    void theMorningComes(StarwhaleServer server) throws Exception {
        Project demo = server.addProject("demo");
        demo.addModel("mnist", ModelVersion.withHandlers("evaluator:evaluate").withBuiltInRuntime());
        server.onCreate(request -> JobScript.succeed().after(Duration.ofHours(8)));
        for (int hour = 1; hour <= 7; hour++) {
            JobScript script = hour % 3 == 1 ? JobScript.fail("Exited (1)") : JobScript.succeed();
            server.addJob(demo, script.after(Duration.ofHours(hour)));
        }
        Fault lost = server.faults().on("POST", "/project/demo/job").times(1);
        lost.answer(Answer.cut().afterHandling());
        Fault busy =
                server.faults().on("POST", "/datastore/queryTable").after(40).times(2);
        busy.answer(Answer.error(503).header("Retry-After", "60"));
        Fault broken =
                server.faults().on("POST", "/datastore/queryTable").after(80).times(3);
        broken.answer(Answer.error(500));
        Fault expired = server.faults().onAny().after(150).times(1).run(server::revokeTokens);
        ManualPolls polls = new ManualPolls(clock, Duration.ofMinutes(5));
        List<String> told = new ArrayList<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleCamel.connect(camel, server);
            camel.getRegistry().bind("polls", polls);
            RouteBuilder.addRoutes(camel, route -> {
                route.from("direct:evaluate").to(EVALUATE);
                route.from("starwhale:job?scheduler=#polls").process(exchange -> {
                    JobStatusChange change = exchange.getMessage().getBody(JobStatusChange.class);
                    told.add(change.job().id() + " " + change.to());
                });
            });
            camel.start();
            polls.poll();
            CompletableFuture<JobInfo> evaluation =
                    camel.createProducerTemplate().asyncRequestBody("direct:evaluate", null, JobInfo.class);
            polls.pass(Duration.ofHours(8));
            assertThat(evaluation.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }

        assertThat(told).containsSubsequence("1 FAIL", "2 SUCCESS", "3 SUCCESS", "4 FAIL", "5 SUCCESS", "6 SUCCESS");
        assertThat(told).endsWith("7 FAIL", "8 SUCCESS").doesNotHaveDuplicates();
        assertThat(List.of(lost, busy, broken, expired)).extracting(Fault::hits).containsExactly(1, 2, 3, 1);
    }
}
