// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.testkit.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where rows go on that were processed in part, with pages of a hundred. */
class RowsCheckpointTest {
    private static final String KEY = "the-rows";
    private final Fixture fixture = new Fixture();
    private final FailingRepository offsets = new FailingRepository();
    private final List<Long> routed = Collections.synchronizedList(new ArrayList<>());
    /** The row that fails; -1 for none. */
    private volatile long bad = -1;

    @TempDir
    private Path folder;

    @BeforeEach
    void bind() {
        fixture.camel.getRegistry().bind("offsets", offsets);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private String rows(long count) {
        return "starwhale:job?operation=rows&fetchSize=100&offsetRepository=#offsets&offsetKey=" + KEY + "&job="
                + fixture.jobWith(Fixture.numbers(count)).id();
    }

    private void take(Exchange row) {
        long id = (Long) row.getMessage().getBody(Map.class).get("id");
        routed.add(id);
        if (id == bad) {
            throw new IllegalStateException("row " + id);
        }
    }

    private Exchange send() {
        routed.clear();
        return fixture.send("direct:in", message -> {});
    }

    private Exchange sendTo(LambdaRouteBuilder route) throws Exception {
        fixture.route(route);
        return send();
    }

    private Expression parts(String kind) {
        if (kind.equals("simple")) {
            return fixture.camel.resolveLanguage("simple").createExpression("${body}");
        }
        return kind.equals("body") ? ExpressionBuilder.bodyExpression() : StarwhaleRows.rows();
    }

    private static Long[] ids(long from, long to) {
        return LongStream.range(from, to).boxed().toArray(Long[]::new);
    }

    private LambdaRouteBuilder splitting(String rows, String kind) {
        return route -> route.from("direct:in")
                .to(rows)
                .split(parts(kind))
                .streaming()
                .stopOnException()
                .process(this::take);
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "rows", "simple"})
    void theNextExchangeGoesOnAfterTheLastPageThatWasProcessed(String kind) throws Exception {
        bad = 250;
        Exchange failed = sendTo(splitting(rows(1000), kind));
        assertThat(failed.getException()).hasRootCauseMessage("row 250");
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:199");

        bad = -1;
        assertThat(send().getException()).isNull();
        assertThat(routed).containsExactly(ids(200, 1000));
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:999");
    }

    @Test
    void withoutStopOnExceptionARowThatFailedIsNotPassedEither() throws Exception {
        bad = 250;
        String rows = rows(1000);
        sendTo(route ->
                route.from("direct:in").to(rows).split(route.body()).streaming().process(this::take));
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:199");
    }

    @Test
    void theLastPageIsProcessedWhenTheExchangeIsDone() throws Exception {
        String rows = rows(1000);
        AtomicInteger attempts = new AtomicInteger();
        List<String> seen = new ArrayList<>();
        Exchange failed = sendTo(route -> route.from("direct:in")
                .to(rows)
                .split(route.body())
                .streaming()
                .process(this::take)
                .end()
                .process(exchange -> {
                    seen.add(offsets.getState(KEY));
                    if (attempts.incrementAndGet() == 1) {
                        throw new IllegalStateException("behind the split");
                    }
                }));
        assertThat(failed.getException()).hasMessage("behind the split");
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:899");
        send();
        assertThat(routed).containsExactly(ids(900, 1000));
        assertThat(seen).containsExactly("INT64:899", "INT64:899");
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:999");
    }

    @ParameterizedTest
    @CsvSource({"950, false", "999, false", "950, true", "999, true"})
    void aFailureThatIsCaughtInTheLastPageDoesNotMakeItProcessed(long id, boolean stop) throws Exception {
        bad = id;
        String rows = rows(1000);
        Exchange caught = sendTo(route -> {
            var split =
                    route.from("direct:in").to(rows).doTry().split(route.body()).streaming();
            if (stop) {
                split.stopOnException();
            }
            split.process(this::take)
                    .end()
                    .endDoTry()
                    .doCatch(Exception.class)
                    .log("caught")
                    .end();
        });
        assertThat(caught.getException()).isNull();
        assertThat(routed).contains(id);
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:899");
    }

    @Test
    void rowsThatAreClosedInTheMiddleAreProcessedUpToThere() throws Exception {
        String rows = rows(1000);
        Exchange exchange = sendTo(route -> route.from("direct:in")
                .to(rows)
                .setProperty("rows", route.body())
                .split(route.body())
                .streaming()
                .process(row -> {
                    take(row);
                    if (routed.size() == 250) {
                        row.getProperty("rows", ExchangeRows.class).close();
                    }
                }));
        assertThat(exchange.getException()).isNull();
        int last = routed.size() - 1;
        assertThat(last).isBetween(249, 250);
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:" + last);
    }

    @Test
    void aFailureThatIsHandledInTheLastRowDoesNotMakeItProcessed() throws Exception {
        bad = 999;
        String rows = rows(1000);
        Exchange handled = sendTo(route -> {
            route.errorHandler(route.noErrorHandler());
            route.from("direct:split").split(route.body()).streaming().process(this::take);
            route.from("direct:in")
                    .errorHandler(route.defaultErrorHandler())
                    .onException(Exception.class)
                    .handled(true)
                    .end()
                    .to(rows)
                    .to("direct:split");
        });
        assertThat(handled.getException()).isNull();
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:899");
    }

    @Test
    void aRowWhoseFailureIsHandledInTheSplitIsProcessed() throws Exception {
        bad = 250;
        String rows = rows(1000);
        sendTo(route -> route.from("direct:in")
                .to(rows)
                .split(route.body())
                .streaming()
                .doTry()
                .process(this::take)
                .doCatch(Exception.class)
                .log("handled")
                .end());
        assertThat(routed).containsExactly(ids(0, 1000));
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:999");
    }

    @Test
    void theEndOfATableIsKeptAndTheNextExchangeReadsWhatCameSince() throws Exception {
        assertThat(sendTo(splitting(rows(150), "rows")).getException()).isNull();
        assertThat(send().getException()).isNull();
        assertThat(routed).isEmpty();
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:149");

        String more = rows(180);
        fixture.route(route -> route.from("direct:more")
                .to(more)
                .split(StarwhaleRows.rows())
                .streaming()
                .process(this::take));
        fixture.send("direct:more", message -> {});
        assertThat(routed).containsExactly(ids(150, 180));
    }

    @Test
    void theCheckpointTakesThePlaceOfTheStartAndTheEndStays() throws Exception {
        offsets.setState(KEY, "INT64:49");
        sendTo(splitting(rows(1000) + "&start=20&end=60&endInclusive=true&columns=id", "body"));
        assertThat(routed).containsExactly(ids(50, 61));
    }

    @Test
    void pagesAreProcessedOneByOne() throws Exception {
        String rows = rows(1000) + "&outputType=pages";
        List<Integer> sizes = new ArrayList<>();
        LambdaRouteBuilder pages = route -> route.from("direct:in")
                .to(rows)
                .split(route.body())
                .streaming()
                .process(page -> {
                    sizes.add(page.getMessage().getBody(List.class).size());
                    if (sizes.size() == 4) {
                        throw new IllegalStateException("page 4");
                    }
                });
        sendTo(pages);
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:299");
        send();
        assertThat(sizes).hasSize(4 + 7);
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:999");
    }

    @ParameterizedTest
    @CsvSource({
        "parallel, body",
        "parallel, rows",
        "collected, body",
        "collected, rows",
        "multicast, body",
        "recipientList, body",
        "wireTap, body",
        "process, body"
    })
    void whereItCannotBeKnownWhatWasProcessedTheRowsAreRefused(String way, String kind) throws Exception {
        String rows = rows(1000);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        fixture.route(route -> {
            route.onException(Exception.class)
                    .process(
                            exchange -> failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
            route.from("direct:parallel")
                    .to(rows)
                    .split(parts(kind))
                    .streaming()
                    .parallelProcessing()
                    .process(this::take);
            route.from("direct:collected").to(rows).split(parts(kind)).process(this::take);
            route.from("direct:multicast").to(rows).multicast().to("direct:split");
            route.from("direct:recipientList").to(rows).recipientList(route.constant("direct:split"));
            route.from("direct:wireTap").to(rows).wireTap("direct:split");
            route.from("direct:process").to(rows).process(exchange -> exchange.getMessage()
                    .getBody(ExchangeRows.class)
                    .next());
            route.from("direct:split").split(parts(kind)).streaming().process(this::take);
        });
        fixture.send("direct:" + way, message -> {});
        await().untilAsserted(() -> assertThat(failures).isNotEmpty());
        assertThat(failures.get(0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("split(StarwhaleRows.rows()).streaming()");
        assertThat(routed).isEmpty();
        assertThat(offsets.getState(KEY)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multicast", "recipientList", "wireTap", "enrich", "seda", "doTry"})
    void copiesOfTheMessageGoOnTooWithRows(String way) throws Exception {
        bad = 250;
        String rows = rows(1000);
        fixture.route(route -> {
            route.from("direct:multicast").to(rows).multicast().to("direct:split");
            route.from("direct:recipientList").to(rows).recipientList(route.constant("direct:split"));
            route.from("direct:wireTap").to(rows).wireTap("direct:split");
            route.from("direct:enrich").enrich("direct:rows").to("direct:split");
            route.from("direct:rows").to(rows);
            route.from("direct:seda").to(rows).to("seda:split");
            route.from("seda:split").to("direct:split");
            route.from("direct:doTry")
                    .to(rows)
                    .doTry()
                    .to("direct:split")
                    .doCatch(Exception.class)
                    .log("x")
                    .end();
            route.from("direct:split")
                    .split(StarwhaleRows.rows())
                    .streaming()
                    .stopOnException()
                    .process(this::take);
        });
        fixture.send("direct:" + way, message -> {});
        await().untilAsserted(() -> assertThat(routed).hasSize(251));
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:199");
        await().until(() -> fixture.camel.getInflightRepository().size() == 0);

        bad = -1;
        routed.clear();
        fixture.send("direct:" + way, message -> {});
        await().untilAsserted(() -> assertThat(offsets.getState(KEY)).isEqualTo("INT64:999"));
        assertThat(routed).containsExactly(ids(200, 1000));
    }

    /** The fourth page makes no sense, and neither does it when it is asked for once more. */
    private void breakTheFourthPage() {
        AtomicInteger scans = new AtomicInteger();
        fixture.server.intercept(request -> {
            int scan = request.path().endsWith("/scanTable") ? scans.incrementAndGet() : 0;
            return scan == 4 || scan == 5 ? Answer.json(200, "{\"code\":\"succ") : null;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "rows"})
    void aSplitterThatIsTriedAgainGoesOnAtTheCheckpoint(String kind) throws Exception {
        String rows = rows(1000);
        breakTheFourthPage();
        Exchange exchange = sendTo(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            route.from("direct:in")
                    .to(rows)
                    .split(parts(kind))
                    .streaming()
                    .stopOnException()
                    .process(this::take);
        });
        assertThat(exchange.getException()).isNull();
        assertThat(routed).containsExactly(ids(0, 1000));
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "rows"})
    void aSplitterThatIsTriedAgainAfterARowFailedGoesOnAtTheCheckpoint(String kind) throws Exception {
        bad = 250;
        String rows = rows(1000);
        Exchange exchange = sendTo(route -> {
            route.errorHandler(route.noErrorHandler());
            route.from("direct:in")
                    .errorHandler(
                            route.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                    .to(rows)
                    .to("direct:split");
            route.from("direct:split")
                    .split(parts(kind))
                    .streaming()
                    .stopOnException()
                    .process(row -> {
                        try {
                            take(row);
                        } finally {
                            bad = routed.size() > 250 ? -1 : bad;
                        }
                    });
        });
        assertThat(exchange.getException()).isNull();
        assertThat(routed).startsWith(ids(0, 251)).endsWith(ids(200, 1000)).hasSize(251 + 800);
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:999");
    }

    @ParameterizedTest
    @ValueSource(longs = {250, 999})
    void withoutACheckpointASplitterThatIsTriedAgainIsToldThatRowsAreMissing(long id) throws Exception {
        bad = id;
        String rows = "starwhale:job?operation=rows&job="
                + fixture.jobWith(Fixture.numbers(1000)).id();
        Exchange exchange = sendTo(route -> {
            route.errorHandler(route.noErrorHandler());
            route.from("direct:in")
                    .errorHandler(
                            route.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                    .to(rows)
                    .to("direct:split");
            route.from("direct:split")
                    .split(route.body())
                    .streaming()
                    .stopOnException()
                    .process(this::take);
        });
        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("these rows were read in part");
        assertThat(routed).hasSize((int) id + 1);
    }

    @Test
    void aCheckpointThatCannotBeWrittenFailsTheExchangeBeforeTheNextPage() throws Exception {
        offsets.failFor(KEY::equals);
        Exchange exchange = sendTo(splitting(rows(1000), "body"));
        assertThat(exchange.getException()).hasMessage("disk full");
        assertThat(routed).containsExactly(ids(0, 100));
    }

    @Test
    void whatIsConvertedIsProcessedWhenItWasReadToItsEndAndTheExchangeIsDone() throws Exception {
        String rows = rows(1000);
        AtomicInteger attempts = new AtomicInteger();
        Exchange failed = sendTo(route -> route.from("direct:in").to(rows).process(exchange -> {
            try (InputStream lines = exchange.getMessage().getBody(InputStream.class)) {
                assertThat(lines.readAllBytes()).isNotEmpty();
            }
            assertThat(offsets.getState(KEY)).isNull();
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("could not be written");
            }
        }));
        assertThat(failed.getException()).hasMessage("could not be written");
        assertThat(offsets.getState(KEY)).isNull();
        assertThat(send().getException()).isNull();
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:999");
    }

    @Test
    void whatIsConvertedIsNotProcessedIfAFailureBehindItsEndIsCaught() throws Exception {
        String rows = rows(1000);
        Exchange exchange = sendTo(route -> route.from("direct:in")
                .to(rows)
                .doTry()
                .process(read -> {
                    read.getMessage().getBody(InputStream.class).readAllBytes();
                    throw new IllegalStateException("could not be renamed");
                })
                .doCatch(Exception.class)
                .log("caught")
                .end());
        assertThat(exchange.getException()).isNull();
        assertThat(offsets.getState(KEY)).isNull();
    }

    @Test
    void whatIsConvertedAndReadInPartIsNotProcessed() throws Exception {
        String rows = rows(1000);
        Exchange exchange = sendTo(route -> route.from("direct:in").to(rows).process(read -> assertThat(
                        read.getMessage().getBody(InputStream.class).read())
                .isEqualTo('{')));
        assertThat(exchange.getException()).isNull();
        assertThat(offsets.getState(KEY)).isNull();
    }

    @Test
    void theKeyIsTheJobsUuidAndTheTableUnlessSaidOtherwise() throws Exception {
        var job = fixture.jobWith(Fixture.numbers(10));
        String rows = "starwhale:job?operation=rows&offsetRepository=#offsets&job=" + job.id();
        sendTo(splitting(rows, "body"));
        assertThat(offsets.getState("starwhale/rows/" + job.uuid() + "/results"))
                .isEqualTo("INT64:9");

        fixture.route(route -> route.from("direct:simple")
                .to(rows + "&offsetKey=of-${header.who}")
                .split(route.body())
                .streaming()
                .process(this::take));
        fixture.send("direct:simple", message -> message.getMessage().setHeader("who", "me"));
        assertThat(offsets.getState("of-me")).isEqualTo("INT64:9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "INT64:x", "UUID:7", ""})
    void aRepositoryThatHoldsSomethingElseIsNotTakenForTheBeginning(String stored) throws Exception {
        offsets.setState(KEY, stored);
        Exchange exchange = sendTo(splitting(rows(10), "body"));
        assertThat(exchange.getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'" + stored + "'");
        assertThat(routed).isEmpty();
    }

    @Test
    void aRepositoryInAFileIsReadBeforeItIsAsked() throws Exception {
        Path file = Files.writeString(folder.resolve("offsets"), KEY + "=INT64:989\n");
        fixture.camel.getRegistry().bind("file", FileStateRepository.fileStateRepository(file.toFile()));
        assertThat(sendTo(splitting(rows(1000).replace("#offsets", "#file"), "body"))
                        .getException())
                .isNull();
        assertThat(routed).containsExactly(ids(990, 1000));
        fixture.camel.stop();
        assertThat(Files.readString(file)).contains(KEY + "=INT64:999");
    }

    @Test
    void withoutTriesAPageThatCannotBeFetchedFailsTheExchange() throws Exception {
        String rows = rows(1000);
        breakTheFourthPage();
        assertThat(sendTo(splitting(rows, "body")).getException()).isInstanceOf(ProtocolException.class);
        assertThat(routed).containsExactly(ids(0, 300));
        assertThat(offsets.getState(KEY)).isEqualTo("INT64:299");
        assertThat(send().getException()).isNull();
        assertThat(routed).containsExactly(ids(300, 1000));
    }
}
