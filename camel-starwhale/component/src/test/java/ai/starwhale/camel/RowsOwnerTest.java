// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose failure ends the rows, and whose does not. */
class RowsOwnerTest {
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

    @Test
    void anExchangeThatIsDoneWellDoesNotEndTheRowsWhenItFailsInALaterUse() {
        Exchange owner = new DefaultExchange(fixture.camel);
        Exchange sent = fixture.send(rows(10), message -> {});
        ExchangeRows<?> rows = sent.getMessage().getBody(ExchangeRows.class);
        rows.ownedBy(owner);

        // A pool of exchanges gives the same exchange to another message.
        owner.getExchangeExtension().handoverCompletions().forEach(completion -> completion.onComplete(owner));
        owner.setException(new IllegalStateException("of another message"));

        assertThat(rows.hasNext()).isTrue();
    }

    @Test
    void theFailureOfAnEarlierOwnerDoesNotEndTheRows() {
        Exchange first = new DefaultExchange(fixture.camel);
        Exchange sent = fixture.send(rows(10), message -> {});
        ExchangeRows<?> rows = sent.getMessage().getBody(ExchangeRows.class);
        rows.ownedBy(first);
        rows.ownedBy(new DefaultExchange(fixture.camel));

        first.setException(new IllegalStateException("elsewhere"));
        first.getExchangeExtension().handoverCompletions().forEach(completion -> completion.onFailure(first));

        assertThat(rows.hasNext()).isTrue();
        assertThat(rows.next()).isNotNull();
    }

    /** What comes of a tap that begins to split after the message that it was taken from has failed. */
    private String tapped(Expression parts) throws Exception {
        String rows = rows(5000);
        CountDownLatch failed = new CountDownLatch(1);
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        fixture.route(route -> {
            route.from("direct:in").to(rows).wireTap("direct:tap").process(exchange -> {
                throw new IllegalStateException("after the tap");
            });
            route.from("direct:tap")
                    .onCompletion()
                    .process(done -> ends.add(routed + " rows, "
                            + done.getProperty(Exchange.EXCEPTION_CAUGHT, "no failure", String.class)))
                    .end()
                    .process(exchange ->
                            assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue())
                    .split(parts)
                    .streaming()
                    .process(row -> routed.incrementAndGet());
        });
        assertThat(fixture.send("direct:in", message -> {}).getException()).hasMessage("after the tap");
        failed.countDown();
        return ends.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void aTapReadsOnWithRowsThoughTheMessageThatItWasTakenFromFailed() throws Exception {
        assertThat(tapped(StarwhaleRows.rows())).isEqualTo("5000 rows, no failure");
    }

    @Test
    void aTapThatSplitsTheBodyOfAMessageThatFailedFailsToo() throws Exception {
        assertThat(tapped(ExpressionBuilder.bodyExpression()))
                .isEqualTo("0 rows, java.lang.IllegalStateException: the message that these rows were made for has"
                        + " failed; where a copy of it reads on, split StarwhaleRows.rows() and not the body");
    }

    @Test
    void rowsThatFailedAreAtTheirEnd() {
        Exchange owner = new DefaultExchange(fixture.camel);
        ExchangeRows<?> rows =
                fixture.send(rows(10), message -> {}).getMessage().getBody(ExchangeRows.class);
        rows.ownedBy(owner);
        owner.setException(new IllegalStateException("row 5"));
        assertThat(rows.hasNext()).isFalse();
        assertThat(owner.getExchangeExtension().handoverCompletions())
                .singleElement()
                .isInstanceOf(SynchronizationAdapter.class);
    }
}
