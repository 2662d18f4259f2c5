// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Fault;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ManualClock;
import ai.starwhale.testkit.ManualPolls;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleCamel;
import ai.starwhale.testkit.StarwhaleExtension;
import ai.starwhale.testkit.StarwhaleServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The night of docs/testkit.md: eight hours of polls with jobs that fail, a Server that fails, and an expired token. */
class NightTest {
    private final ManualClock clock = new ManualClock();

    @RegisterExtension
    final StarwhaleExtension starwhale = new StarwhaleExtension(builder -> builder.clock(clock));

    @Test
    void everyEndIsToldOnce(StarwhaleServer server) throws Exception {
        Project demo = server.addProject("demo");
        for (int hour = 1; hour <= 8; hour++) {
            JobScript script = hour % 3 == 1 ? JobScript.fail("Exited (1)") : JobScript.succeed();
            server.addJob(demo, script.after(Duration.ofHours(hour)));
        }
        Fault broken =
                server.faults().on("POST", "/datastore/queryTable").after(100).times(3);
        broken.answer(Answer.error(500));
        Fault expired = server.faults().onAny().after(300).times(1).run(server::revokeTokens);
        ManualPolls polls = new ManualPolls(clock, Duration.ofMinutes(1));
        List<String> told = new ArrayList<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StarwhaleCamel.connect(camel, server);
            camel.getRegistry().bind("polls", polls);
            RouteBuilder.addRoutes(camel, route -> route.from("starwhale:job?scheduler=#polls")
                    .process(exchange -> told.add(exchange.getMessage().getHeader("CamelStarwhaleJobId") + " "
                            + exchange.getMessage().getHeader("CamelStarwhaleStatus"))));
            camel.start();
            polls.poll();
            polls.pass(Duration.ofHours(8));
        }

        assertThat(told)
                .containsExactly(
                        "1 FAIL", "2 SUCCESS", "3 SUCCESS", "4 FAIL", "5 SUCCESS", "6 SUCCESS", "7 FAIL", "8 SUCCESS");
        assertThat(broken.hits()).isEqualTo(3);
        assertThat(expired.hits()).isEqualTo(1);
    }
}
