// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Splitter that fails at the fifth row of many: no page is asked for beyond those that were on their way. */
class RowsStopAtFailureTest {
    private static final int ROWS = 100_000;
    private final Fixture fixture = new Fixture();
    private final AtomicLong routed = new AtomicLong();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private String rows() {
        return "starwhale:job?operation=rows&job="
                + fixture.jobWith(Fixture.numbers(ROWS)).id();
    }

    private static Expression parts(String kind) {
        return kind.equals("body") ? ExpressionBuilder.bodyExpression() : StarwhaleRows.rows();
    }

    private void failAtTheFifthRow(Exchange row) {
        routed.incrementAndGet();
        if (row.getMessage().getBody(Map.class).get("id").equals(5L)) {
            throw new IllegalStateException("row 5");
        }
    }

    private void assertStopped(Exchange exchange) {
        assertThat(exchange.getException()).hasRootCauseMessage("row 5");
        assertAskedForNoMore();
    }

    private void assertAskedForNoMore() {
        // Two: the page that was read, and the one after it.
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(10)).until(() -> fixture.scans() <= 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "rows"})
    void inASequence(String kind) throws Exception {
        String rows = rows();
        fixture.route(route -> route.from("direct:in")
                .to(rows)
                .split(parts(kind))
                .streaming()
                .stopOnException()
                .process(this::failAtTheFifthRow));
        assertStopped(fixture.send("direct:in", message -> {}));
        assertThat(routed).hasValue(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "rows"})
    void withoutAnErrorHandler(String kind) throws Exception {
        String rows = rows();
        fixture.route(route -> {
            route.errorHandler(route.noErrorHandler());
            route.from("direct:in")
                    .to(rows)
                    .split(parts(kind))
                    .streaming()
                    .stopOnException()
                    .process(this::failAtTheFifthRow);
        });
        assertStopped(fixture.send("direct:in", message -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "rows"})
    void withinDoTry(String kind) throws Exception {
        String rows = rows();
        fixture.route(route -> route.from("direct:in")
                .doTry()
                .to(rows)
                .split(parts(kind))
                .streaming()
                .stopOnException()
                .process(this::failAtTheFifthRow)
                .end()
                .endDoTry()
                .doCatch(IllegalStateException.class)
                .setBody(route.constant("caught"))
                .end());
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(exchange.getMessage().getBody()).isEqualTo("caught");
        assertAskedForNoMore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "rows"})
    void inParallel(String kind) throws Exception {
        String rows = rows();
        fixture.route(route -> route.from("direct:in")
                .to(rows)
                .split(parts(kind))
                .streaming()
                .parallelProcessing()
                .stopOnException()
                .process(this::failAtTheFifthRow));
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(exchange.getException()).hasRootCauseMessage("row 5");
        // Rows that were on their way to other threads are routed; the table is not.
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(10)).until(() -> fixture.scans() <= 10);
        assertThat(routed.get()).isLessThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "rows"})
    void behindSeda(String kind) throws Exception {
        String rows = rows();
        fixture.route(route -> {
            route.from("direct:in").to(rows).to("seda:rows");
            route.from("seda:rows")
                    .split(parts(kind))
                    .streaming()
                    .stopOnException()
                    .process(this::failAtTheFifthRow);
        });
        fixture.send("direct:in", message -> {});
        await().untilAsserted(() -> assertThat(routed).hasValue(6));
        assertAskedForNoMore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multicast", "recipientList", "enrich", "seda"})
    void whereTheMessageWasCopiedWithRows(String pattern) throws Exception {
        String rows = rows();
        fixture.route(route -> {
            route.from("direct:multicast").to(rows).multicast().to("direct:split");
            route.from("direct:recipientList").to(rows).recipientList(route.constant("direct:split"));
            route.from("direct:enrich").enrich("direct:rows").to("direct:split");
            route.from("direct:rows").to(rows);
            route.from("direct:seda").to(rows).to("seda:rows?waitForTaskToComplete=Always&timeout=0");
            route.from("seda:rows").to("direct:split");
            route.from("direct:split")
                    .split(StarwhaleRows.rows())
                    .streaming()
                    .stopOnException()
                    .process(this::failAtTheFifthRow);
        });
        fixture.send("direct:" + pattern, message -> {});
        assertThat(routed).hasValue(6);
        assertAskedForNoMore();
    }

    @Test
    void alsoWithoutStopOnExceptionAndTheExchangeFails() throws Exception {
        String rows = rows();
        fixture.route(route ->
                route.from("direct:in").to(rows).split(route.body()).streaming().process(this::failAtTheFifthRow));
        assertThat(fixture.send("direct:in", message -> {}).getException()).hasMessage("row 5");
        assertThat(routed).hasValue(6);
    }
}
