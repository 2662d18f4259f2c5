// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.starwhale.client.Starwhale;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route that reads rows when it is stopped, gracefully or by force. */
class ForcedStopTest {
    private static final long ENDLESS = 1L << 40;
    private static final int PAGE = 10;
    /** The row that is being processed when the route is stopped, on the second page. */
    private static final int HELD = 15;

    private final Fixture fixture = new Fixture();
    private final AddedJob endless = fixture.jobWith(Fixture.numbers(ENDLESS));
    private final AddedJob small = fixture.jobWith(Fixture.numbers(3 * PAGE));
    private final AtomicInteger routed = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() throws IOException {
        goOn.countDown();
        fixture.close();
    }

    private static String rows(AddedJob job) {
        return "starwhale:job?operation=rows&fetchSize=" + PAGE + "&job=" + job.id();
    }

    /** Holds one row until the test lets it go. */
    private void process(Exchange row) throws InterruptedException {
        if (routed.incrementAndGet() == HELD) {
            held.countDown();
            goOn.await();
        }
    }

    /** Begins an exchange and waits until its row is held. */
    private CompletableFuture<Exchange> begin(String uri) throws InterruptedException {
        CompletableFuture<Exchange> exchange = send(uri);
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        return exchange;
    }

    private CompletableFuture<Exchange> send(String uri) {
        return CompletableFuture.supplyAsync(
                () -> fixture.send(uri, message -> {}), task -> new Thread(task, "sender").start());
    }

    private void stopByForce(String route) throws Exception {
        fixture.camel.getRouteController().stopRoute(route, 1, TimeUnit.SECONDS);
    }

    private String told(AddedJob job, String route) {
        return "table 'results' of " + fixture.address(job) + " was not read to its end: route '" + route
                + "' was stopped by force, as the time for its stop was over";
    }

    /** Why it ended; if Camel refuses the row in hand, beside that. */
    private static Throwable reason(CompletableFuture<Exchange> exchange) throws Exception {
        Exception failure = done(exchange).getException();
        return Stream.concat(Stream.of(failure), Arrays.stream(failure.getSuppressed()))
                .filter(RowsStoppedException.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError(failure));
    }

    private static Exchange done(CompletableFuture<Exchange> exchange) throws Exception {
        return exchange.get(30, TimeUnit.SECONDS);
    }

    private LambdaRouteBuilder split(AddedJob job, String what) {
        return route -> {
            if (what.equals("without an error handler")) {
                route.errorHandler(route.noErrorHandler());
            }
            var source = route.from("direct:in").routeId("rows").to(rows(job));
            var split =
                    switch (what) {
                        case "rows()" -> source.split(StarwhaleRows.rows()).streaming();
                        case "in parallel" ->
                            source.split(route.body()).streaming().parallelProcessing();
                        default -> source.split(route.body()).streaming();
                    };
            split.process(this::process);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows()", "body()", "without an error handler"})
    void rowsEndWhenTheTimeForTheStopIsOver(String what) throws Exception {
        fixture.route(split(endless, what));
        CompletableFuture<Exchange> exchange = begin("direct:in");

        stopByForce("rows");
        long before = fixture.scans();
        goOn.countDown();

        assertThat(reason(exchange)).hasMessage(told(endless, "rows"));
        // Those that were on their way.
        assertThat(fixture.scans()).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void rowsThatAreSplitInParallelEndWithAnError() throws Exception {
        fixture.route(split(endless, "in parallel"));
        CompletableFuture<Exchange> exchange = begin("direct:in");

        stopByForce("rows");
        long before = fixture.scans();
        goOn.countDown();

        // Rows are split while the route stops, and Camel may refuse one before it tells the route.
        assertThat(done(exchange).getException())
                .isInstanceOfAny(RowsStoppedException.class, RejectedExecutionException.class);
        assertThat(fixture.scans()).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void anotherFailureSaysSoThoughNobodyAsksForAnotherRow() throws Exception {
        fixture.route(route -> route.from("direct:in")
                .routeId("rows")
                .to(rows(endless))
                .process(exchange -> {
                    exchange.getMessage().getBody(Iterator.class).next();
                    held.countDown();
                    goOn.await();
                    throw new RejectedExecutionException("as Camel may, of a row in hand");
                }));
        CompletableFuture<Exchange> exchange = begin("direct:in");

        stopByForce("rows");
        goOn.countDown();

        assertThat(reason(exchange)).hasMessage(told(endless, "rows"));
    }

    @Test
    void rowsEndWithTheRouteThatSplitsThemToo() throws Exception {
        fixture.route(route -> {
            route.from("direct:in").routeId("asks").to(rows(endless)).to("direct:split");
            route.from("direct:split")
                    .routeId("splits")
                    .split(route.body())
                    .streaming()
                    .process(this::process);
        });
        CompletableFuture<Exchange> exchange = begin("direct:in");

        stopByForce("splits");
        goOn.countDown();

        assertThat(reason(exchange)).hasMessage(told(endless, "splits"));
    }

    @Test
    void rowsEndWithCamelThoughTheirClientStaysOpen() throws Exception {
        CompletableFuture<Exchange> exchange = new CompletableFuture<>();
        try (Starwhale client = Starwhale.builder()
                .instance(fixture.server.url())
                .token(Fixture.TOKEN)
                .swcliConfig(Path.of(Fixture.NO_SWCLI_CONFIG))
                .build()) {
            fixture.component().getConfiguration().setClient(client);
            fixture.camel.getShutdownStrategy().setTimeout(1);
            fixture.route(route -> {
                route.errorHandler(route.noErrorHandler());
                route.from("seda:in")
                        .routeId("rows")
                        .process(begun -> begun.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                            @Override
                            public void onDone(Exchange done) {
                                exchange.complete(done);
                            }
                        }))
                        .to(rows(endless))
                        .split(route.body())
                        .streaming()
                        .process(row -> routed.incrementAndGet());
            });
            fixture.template.sendBody("seda:in", "go");
            await().until(() -> routed.get() > HELD);

            fixture.camel.stop();

            // When all of Camel stops by force, it may refuse a row before it tells its routes.
            assertThat(done(exchange).getException())
                    .isInstanceOfAny(RowsStoppedException.class, RejectedExecutionException.class);
        }
    }

    @Test
    void aPageThatDoesNotComeIsNoLongerWaitedFor() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        fixture.server.intercept(request -> {
            if (!request.path().endsWith("/scanTable") || fixture.scans() < 3) {
                return null;
            }
            asked.countDown();
            return Answer.fromServer().delayedBy(Duration.ofMinutes(5));
        });
        fixture.route(split(endless, "rows()"));
        goOn.countDown();
        CompletableFuture<Exchange> exchange = send("direct:in");
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        stopByForce("rows");

        assertThat(reason(exchange)).hasMessage(told(endless, "rows"));
    }

    @Test
    void rowsThatAreWrittenEndWithAnError() throws Exception {
        CompletableFuture<Throwable> read = new CompletableFuture<>();
        fixture.route(route -> route.from("direct:in")
                .routeId("rows")
                .to(rows(endless))
                .process(exchange -> {
                    try (InputStream lines = exchange.getMessage().getBody(InputStream.class)) {
                        lines.readNBytes(100);
                        held.countDown();
                        goOn.await();
                        lines.skipNBytes(Long.MAX_VALUE);
                    } catch (IOException e) {
                        read.complete(e);
                        throw e;
                    }
                }));
        CompletableFuture<Exchange> exchange = begin("direct:in");

        stopByForce("rows");
        goOn.countDown();

        assertThat(read.get(30, TimeUnit.SECONDS))
                .hasMessage(told(endless, "rows"))
                .hasCauseInstanceOf(RowsStoppedException.class);
        assertThat(done(exchange).getException()).isEqualTo(read.get());
    }

    @Test
    void anErrorHandlerDoesNotBeginAgain() throws Exception {
        fixture.camel.getRegistry().bind("offsets", new RecentStates());
        fixture.route(route -> {
            route.onException(RowsStoppedException.class).maximumRedeliveries(3).redeliveryDelay(0);
            route.from("direct:in")
                    .routeId("rows")
                    .to(rows(endless) + "&offsetRepository=#offsets")
                    .split(StarwhaleRows.rows())
                    .streaming()
                    .process(this::process);
        });
        CompletableFuture<Exchange> exchange = begin("direct:in");

        stopByForce("rows");
        goOn.countDown();

        assertThat(reason(exchange)).hasMessage(told(endless, "rows"));
        assertThat(routed).hasValueLessThanOrEqualTo(HELD + 1);
    }

    @Test
    void aCheckpointIsGoneOnFromWhenTheRouteStartsAgain() throws Exception {
        fixture.camel.getRegistry().bind("offsets", new RecentStates());
        fixture.route(route -> route.from("direct:in")
                .routeId("rows")
                .to(rows(small) + "&offsetRepository=#offsets")
                .split(StarwhaleRows.rows())
                .streaming()
                .process(this::process));
        CompletableFuture<Exchange> exchange = begin("direct:in");
        stopByForce("rows");
        goOn.countDown();
        assertThat(reason(exchange)).hasMessage(told(small, "rows"));

        routed.set(HELD);
        fixture.camel.getRouteController().startRoute("rows");

        assertThat(fixture.send("direct:in", message -> {}).getException()).isNull();
        // Behind the first page.
        assertThat(routed).hasValue(HELD + 2 * PAGE);
    }

    @Test
    void aGracefulStopLetsRowsBeReadToTheirEnd() throws Exception {
        fixture.route(split(small, "rows()"));
        CompletableFuture<Exchange> exchange = begin("direct:in");

        CompletableFuture<Void> stop = CompletableFuture.runAsync(
                () -> {
                    try {
                        fixture.camel.getRouteController().stopRoute("rows", 1, TimeUnit.MINUTES);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "stopper").start());
        Exchange some = new DefaultExchange(fixture.camel);
        some.getExchangeExtension().setFromRouteId("rows");
        await().until(() -> fixture.component().routeStops().of(some).get(0).isStopping());
        goOn.countDown();

        assertThat(done(exchange).getException()).isNull();
        assertThat(routed).hasValue(3 * PAGE);
        stop.get(30, TimeUnit.SECONDS);
        assertThat(fixture.camel.getRouteController().getRouteStatus("rows")).isEqualTo(ServiceStatus.Stopped);
    }
}
