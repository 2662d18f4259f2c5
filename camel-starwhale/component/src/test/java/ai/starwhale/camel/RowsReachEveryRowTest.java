// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way the message takes to the Splitter, every row is routed once. */
class RowsReachEveryRowTest {
    private static final int ROWS = 2500;
    private final Fixture fixture = new Fixture();
    private final Set<Object> ids = ConcurrentHashMap.newKeySet();
    private final AtomicInteger routed = new AtomicInteger();

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

    private void take(Exchange row) {
        ids.add(row.getMessage().getBody(Map.class).get("id"));
        routed.incrementAndGet();
    }

    @ParameterizedTest
    @CsvSource({
        "direct, body", "multicast, body", "recipientList, body", "wireTap, body", "enrich, body", "seda, body",
        "doTry, body", "direct, rows", "multicast, rows", "recipientList, rows", "wireTap, rows", "enrich, rows",
        "seda, rows", "doTry, rows"
    })
    void by(String way, String kind) throws Exception {
        String rows = rows();
        fixture.route(route -> {
            route.from("direct:direct").to(rows).to("direct:split");
            route.from("direct:multicast").to(rows).multicast().to("direct:split");
            route.from("direct:recipientList").to(rows).recipientList(route.constant("direct:split"));
            route.from("direct:wireTap").to(rows).wireTap("direct:split");
            route.from("direct:enrich").enrich("direct:rows").to("direct:split");
            route.from("direct:rows").to(rows);
            route.from("direct:seda").to(rows).to("seda:split");
            route.from("seda:split").to("direct:split");
            route.from("direct:doTry")
                    .doTry()
                    .to(rows)
                    .to("direct:split")
                    .doCatch(Exception.class)
                    .stop()
                    .end();
            route.from("direct:split").split(parts(kind)).streaming().process(this::take);
        });
        assertThat(fixture.send("direct:" + way, message -> {}).getException()).isNull();
        await().untilAsserted(() -> assertThat(routed).hasValue(ROWS));
        assertThat(ids).hasSize(ROWS);
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
                .process(this::take));
        assertThat(fixture.send("direct:in", message -> {}).getException()).isNull();
        assertThat(ids).hasSize(ROWS);
        assertThat(routed).hasValue(ROWS);
    }

    @Test
    void withoutStreaming() throws Exception {
        String rows = rows();
        fixture.route(
                route -> route.from("direct:in").to(rows).split(route.body()).process(this::take));
        assertThat(fixture.send("direct:in", message -> {}).getException()).isNull();
        assertThat(ids).hasSize(ROWS);
    }

    @Test
    void fromRequestBody() throws Exception {
        String rows = rows();
        fixture.route(route -> route.from("direct:in").to(rows));
        Iterator<?> body = fixture.template.requestBody("direct:in", null, Iterator.class);
        body.forEachRemaining(row -> ids.add(((Map<?, ?>) row).get("id")));
        assertThat(ids).hasSize(ROWS);
    }

    @Test
    void inPages() throws Exception {
        String rows = rows();
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        fixture.route(route -> route.from("direct:in")
                .to(rows + "&outputType=pages")
                .split(route.body())
                .streaming()
                .process(page -> sizes.add(page.getMessage().getBody(List.class).size())));
        assertThat(fixture.send("direct:in", message -> {}).getException()).isNull();
        assertThat(sizes).containsExactly(1000, 1000, 500);
    }

    @Test
    void inPagesOfTheSizeThatIsFetched() throws Exception {
        String rows = rows();
        fixture.route(route -> route.from("direct:in")
                .to(rows + "&outputType=pages&fetchSize=100")
                .split(StarwhaleRows.rows())
                .streaming()
                .split(route.body())
                .process(this::take));
        assertThat(fixture.send("direct:in", message -> {}).getException()).isNull();
        assertThat(ids).hasSize(ROWS);
        assertThat(fixture.scans()).isBetween(25L, 26L);
    }
}
