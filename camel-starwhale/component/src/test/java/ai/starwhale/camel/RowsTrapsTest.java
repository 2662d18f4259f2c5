// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong with an iterator in Camel that is not made for it. The rest of it has classes of its own:
 *
 * <ul>
 *   <li>after a failure a Splitter reads on to the end: {@link RowsStopAtFailureTest}, in parallel too
 *   <li>it looks ahead before it routes the row in hand, so {@code hasNext()} must not fail: {@link RowsTroubleTest}
 *   <li>whoever closes the rows with their exchange has none in multicast, recipientList, wireTap, enrich and seda:
 *       {@link RowsReachEveryRowTest}
 *   <li>whose failure ends the rows there: {@link RowsStopAtFailureTest}, {@link RowsOwnerTest}
 *   <li>what is tried again begins in the middle: {@link RowsCheckpointTest}, {@link RowsTroubleTest}, and for files
 *       {@link RowsAsJsonLinesTest}
 *   <li>what is read ahead, collected or converted at once fills the memory: {@link RowsMemoryTest}
 *   <li>an exchange that comes from a pool belongs to another message later: {@link PooledExchangesTest}
 * </ul>
 */
class RowsTrapsTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private String rows(long count) {
        return "starwhale:job?operation=rows&fetchSize=100&job="
                + fixture.jobWith(Fixture.numbers(count)).id();
    }

    private ExchangeRows<?> body(long count) {
        return fixture.send(rows(count), message -> {}).getMessage().getBody(ExchangeRows.class);
    }

    @Test
    void aSplitterClosesTheRowsInTheMiddle() throws Exception {
        String rows = rows(1000);
        List<Object> bodies = new ArrayList<>();
        fixture.route(route -> route.from("direct:in")
                .to(rows)
                .process(exchange -> bodies.add(exchange.getMessage().getBody()))
                .split(route.body())
                .streaming()
                .stopOnException()
                .process(row -> {
                    throw new IllegalStateException("row 0");
                }));
        fixture.send("direct:in", message -> {});
        // It does so for no other kind of closing.
        assertThat(bodies.get(0)).isInstanceOf(Closeable.class);
        assertThat(bodies.get(0).toString()).endsWith(", ended]");
    }

    @Test
    void rowsAreClosedTwiceWithoutHarm() {
        ExchangeRows<?> rows = body(10);
        rows.next();
        rows.close();
        rows.close();
        assertThat(rows.hasNext()).isFalse();
    }

    @Test
    void severalThreadsGetEachRowOnce() throws Exception {
        ExchangeRows<?> rows = body(20_000);
        Set<Object> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger count = new AtomicInteger();
        Callable<Void> reader = () -> {
            try {
                while (rows.hasNext()) {
                    seen.add(rows.next());
                    count.incrementAndGet();
                }
            } catch (NoSuchElementException end) {
                // Another thread had the last one.
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Future<Void> done : threads.invokeAll(List.of(reader, reader, reader))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(count).hasValue(20_000);
        assertThat(seen).hasSize(20_000);
    }

    @Test
    void aTextOfTheRowsIsShortAndLeavesThemAll() throws Exception {
        String rows = rows(1000);
        AtomicInteger routed = new AtomicInteger();
        fixture.route(route -> route.from("direct:in")
                .to(rows)
                .log("${body} ${bodyAs(String)} ${bodyOneLine}")
                .setHeader("text", route.simple("${body}", String.class))
                .process(exchange -> assertThat(exchange.getMessage().getBody(String.class))
                        .startsWith("RowStream[table 'results' of job ")
                        .hasSizeLessThan(100))
                .process(exchange -> assertThat(fixture.scans()).isZero())
                .split(route.body())
                .streaming()
                .process(row -> routed.incrementAndGet()));
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("text", String.class)).hasSizeLessThan(100);
        assertThat(routed).hasValue(1000);
    }

    @Test
    void aCacheOfStreamsDoesNotReadTheRows() {
        assertThat(fixture.camel.isStreamCaching()).isTrue();
        assertThat(fixture.camel.getTypeConverter().tryConvertTo(StreamCache.class, body(10)))
                .isNull();
        assertThat(fixture.scans()).isZero();
    }
}
