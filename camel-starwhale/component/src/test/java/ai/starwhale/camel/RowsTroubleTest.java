// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.testkit.Answer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeExpressionException;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that cannot be fetched, and bodies that are no rows. */
class RowsTroubleTest {
    private final Fixture fixture = new Fixture();
    private final AtomicInteger routed = new AtomicInteger();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private String rows(long count) {
        return "starwhale:job?operation=rows&job="
                + fixture.jobWith(Fixture.numbers(count)).id();
    }

    /** Splits rows of which the fourth page is no answer at all. */
    private Exchange splitUpToABadPage(boolean stopOnException) throws Exception {
        String rows = rows(10_000);
        AtomicInteger scans = new AtomicInteger();
        fixture.server.intercept(request -> {
            boolean scan = request.path().endsWith("/scanTable");
            return scan && scans.incrementAndGet() >= 4 ? Answer.json(200, "{\"code\":\"succ") : null;
        });
        fixture.route(route -> {
            var split = route.from("direct:in").to(rows).split(route.body()).streaming();
            if (stopOnException) {
                split.stopOnException();
            }
            split.process(row -> routed.incrementAndGet()).end().to("mock:after");
        });
        return fixture.send("direct:in", message -> {});
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allRowsBeforeAPageThatIsCutOffAreRoutedAndThenTheExchangeFails(boolean stopOnException) throws Exception {
        Exchange exchange = splitUpToABadPage(stopOnException);
        assertThat(routed).hasValue(3000);
        assertThat(exchange.getException())
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith("cannot read table 'results' of job ")
                .hasMessageContaining(" on " + fixture.server.url() + ": the answer is cut off");
        // A page that makes no sense is asked for once more.
        assertThat(fixture.scans()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "rows"})
    void aSplitterThatIsTriedAgainDoesNotTakeTheRestForTheEnd(String kind) throws Exception {
        String rows = rows(10_000);
        AtomicInteger scans = new AtomicInteger();
        fixture.server.intercept(request -> {
            boolean scan = request.path().endsWith("/scanTable");
            return scan && scans.incrementAndGet() >= 4 ? Answer.json(200, "{\"code\":\"succ") : null;
        });
        fixture.route(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            route.from("direct:in")
                    .to(rows)
                    .split(kind.equals("body") ? ExpressionBuilder.bodyExpression() : StarwhaleRows.rows())
                    .streaming()
                    .stopOnException()
                    .process(row -> routed.incrementAndGet());
        });
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(routed).hasValue(3000);
        assertThat(exchange.getException()).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aTableThatDoesNotExist() throws Exception {
        String rows = rows(1) + "&table=resluts";
        fixture.route(route -> route.from("direct:in")
                .to(rows)
                .split(route.body())
                .streaming()
                .process(row -> routed.incrementAndGet()));
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(routed).hasValue(0);
        assertThat(exchange.getException())
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("has no table 'resluts'; it has [results]");
    }

    @Test
    void aLoggedBodyIsShortAndReadsNothing() throws Exception {
        String rows = rows(5000);
        fixture.route(route -> route.from("direct:in")
                .to(rows)
                .log("${body}")
                .to("log:rows?showAll=true")
                .setHeader("said", route.simple("${body}")));
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("said", String.class))
                .startsWith("RowStream[table 'results' of job ")
                .hasSizeLessThan(100);
        assertThat(fixture.scans()).isZero();
    }

    @Test
    void rowsOfAnotherBodySaysWhatItIs() throws Exception {
        fixture.route(route -> route.from("direct:in")
                .split(StarwhaleRows.rows())
                .streaming()
                .process(row -> routed.incrementAndGet()));
        assertThat(fixture.send("direct:in", message -> message.getMessage().setBody("text"))
                        .getException())
                .isInstanceOf(RuntimeExpressionException.class)
                .hasMessage("rows() expects the body of starwhale:job?operation=rows, not java.lang.String");
        assertThat(fixture.send("direct:in", message -> {}).getException())
                .hasMessage("rows() expects the body of starwhale:job?operation=rows, not nothing");
    }
}
