// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ManualClock;
import ai.starwhale.testkit.ManualPolls;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleCamel;
import ai.starwhale.testkit.StarwhaleExtension;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.Table;
import ai.starwhale.testkit.Trap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is lost or told twice against a Server with every trap that a real one has. */
class EveryTrapTest {
    private final ManualClock clock = new ManualClock();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @RegisterExtension
    final StarwhaleExtension starwhale =
            new StarwhaleExtension(builder -> builder.clock(clock).with(Trap.values()));

    @AfterEach
    void close() throws Exception {
        camel.close();
    }

    @Test
    void everyChangeIsToldOnce(StarwhaleServer server) throws Exception {
        Project demo = server.addProject("demo");
        List<String> expected = new ArrayList<>();
        for (int minute = 2; minute < 42; minute++) {
            String status = minute % 3 == 0 ? "FAIL" : "SUCCESS";
            // Half of them end just before a poll looks.
            Duration end = Duration.ofMinutes(minute).minusMillis(minute % 2);
            String id = server.addJob(
                            demo,
                            JobScript.builder()
                                    .at(Duration.ZERO, "READY")
                                    .at(Duration.ofMinutes(1), "RUNNING")
                                    .at(end, status)
                                    .build())
                    .id();
            expected.add(id + " " + status);
            expected.add(id + " RUNNING");
        }
        ManualPolls polls = new ManualPolls(clock, Duration.ofMinutes(1));
        List<String> told = new ArrayList<>();
        StarwhaleCamel.connect(camel, server);
        camel.getRegistry().bind("polls", polls);
        RouteBuilder.addRoutes(camel, route -> route.from("starwhale:job?scheduler=#polls")
                .process(exchange -> told.add(exchange.getMessage().getHeader(StarwhaleConstants.JOB_ID) + " "
                        + exchange.getMessage().getHeader(StarwhaleConstants.STATUS))));
        camel.start();
        polls.poll();
        polls.pass(Duration.ofMinutes(45));

        assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyRowOfAMixedTableIsReadOnce(StarwhaleServer server) throws Exception {
        Project demo = server.addProject("demo");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (long i = 0; i < 2500; i++) {
            rows.add(Map.of("id", i % 2 == 0 ? i : "text-" + i, "map", Map.of("a", i, "b", "x")));
        }
        String job = server.addJob(
                        demo, JobScript.succeed().after(Duration.ZERO).table("results", Table.of(rows)))
                .id();
        StarwhaleCamel.connect(camel, server);
        List<Object> read = new ArrayList<>();
        RouteBuilder.addRoutes(camel, route -> route.from("direct:rows")
                .to("starwhale:job?operation=rows&table=results&job=" + job)
                .split(route.body())
                .streaming()
                .process(exchange -> {
                    Map<?, ?> row = exchange.getMessage().getBody(Map.class);
                    assertThat(row.get("map")).isEqualTo(expectedMap(row.get("id")));
                    read.add(row.get("id"));
                }));
        camel.start();
        camel.createProducerTemplate().sendBody("direct:rows", "");

        assertThat(read).hasSize(2500).doesNotHaveDuplicates();
    }

    private static Map<String, Object> expectedMap(Object id) {
        return Map.of("a", id instanceof Long number ? number : Long.parseLong(((String) id).substring(5)), "b", "x");
    }
}
