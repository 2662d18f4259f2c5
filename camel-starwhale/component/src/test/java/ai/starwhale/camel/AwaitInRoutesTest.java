// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.AwaitTimeoutException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exchange that waits for the end of a job. */
class AwaitInRoutesTest {
    private static final String CREATE = "starwhale:job?operation=create&await=true&model=free&runHandler=run";
    private final Waiting waiting = new Waiting();
    private final Fixture fixture = waiting.fixture;
    private final AtomicInteger made = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        waiting.close();
    }

    private void jobsGo(JobScript script) {
        fixture.demo.addModel("free", ModelVersion.withHandlers("run").withBuiltInRuntime());
        fixture.server.onCreate(job -> {
            made.incrementAndGet();
            return script;
        });
    }

    private static Exchange done(CompletableFuture<Exchange> exchange) throws Exception {
        return exchange.get(30, TimeUnit.SECONDS);
    }

    private String awaited(AddedJob job) {
        return "starwhale:job?operation=await&job=" + job.id();
    }

    private void waits(int exchanges) {
        Awaitility.await().until(() -> fixture.camel.getInflightRepository().size() == exchanges);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "FAIL", "CANCELED"})
    void createGivesTheJobAsItEnded(String status) throws Exception {
        jobsGo(Fixture.statuses("RUNNING", status));
        fixture.route(route -> route.from("direct:in").to(CREATE));

        CompletableFuture<Exchange> exchange = waiting.begin("direct:in", null);
        waits(1);
        assertThat(exchange).isNotDone();
        fixture.clock.advance(Duration.ofMinutes(2));

        assertThat(done(exchange).getException()).isNull();
        assertThat(exchange.get().getMessage().getBody(JobInfo.class).status().name())
                .isEqualTo(status);
        assertThat(exchange.get().getMessage().getHeader(StarwhaleConstants.STATUS))
                .isEqualTo(status);
    }

    @Test
    void theRouteGoesOnInAThreadOfCamel() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, JobScript.succeed().after(Duration.ZERO));
        List<String> threads = new ArrayList<>();
        fixture.route(route -> route.from("direct:in")
                .to(awaited(job))
                .process(exchange -> threads.add(Thread.currentThread().getName())));

        done(waiting.begin("direct:in", null));

        assertThat(threads).singleElement().asString().contains("StarwhaleAwait");
    }

    @Test
    void aTransactedExchangeStaysInItsThread() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, JobScript.succeed().after(Duration.ZERO));
        List<Thread> threads = new ArrayList<>();
        fixture.route(route -> route.from("direct:in")
                .process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                .process(exchange -> threads.add(Thread.currentThread()))
                .to(awaited(job))
                .process(exchange -> threads.add(Thread.currentThread())));

        Exchange exchange = done(waiting.begin("direct:in", null));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(StarwhaleConstants.STATUS)).isEqualTo("SUCCESS");
        assertThat(threads).hasSize(2).containsOnly(Thread.currentThread());
    }

    @Test
    void aTransactedExchangeIsOverWhenTheProducerReturns() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, JobScript.succeed().after(Duration.ZERO));
        AsyncProducer producer = fixture.camel.getEndpoint(awaited(job)).createAsyncProducer();
        producer.start();
        Exchange exchange = new DefaultExchange(fixture.camel);
        exchange.getExchangeExtension().setTransacted(true);
        List<Boolean> done = new ArrayList<>();

        assertThat(producer.process(exchange, done::add)).isTrue();

        assertThat(done).containsExactly(true);
        assertThat(exchange.getMessage().getHeader(StarwhaleConstants.STATUS)).isEqualTo("SUCCESS");
    }

    @Test
    void aTransactedExchangeEndsWithItsRouteToo() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, JobScript.run());
        fixture.route(route -> route.from("seda:in")
                .routeId("waits")
                .process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                .to(awaited(job))
                .to("mock:never"));
        fixture.template.sendBody("seda:in", "go");
        waits(1);

        assertThat(fixture.camel.getRouteController().stopRoute("waits", 30, TimeUnit.SECONDS, true))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"leave,0,the job goes on", "cancel,1,it was cancelled (onTimeout=cancel)"})
    void aTimeoutFailsTheExchange(String policy, int cancels, String told) throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, JobScript.run());

        Exchange exchange = done(waiting.begin(awaited(job) + "&awaitTimeout=100&onTimeout=" + policy, null));

        assertThat(exchange.getException())
                .isInstanceOf(AwaitTimeoutException.class)
                .hasMessageStartingWith(fixture.address(job) + " has not ended within ")
                .hasMessageEndingWith("; " + told);
        assertThat(waiting.cancels()).hasSize(cancels);
    }

    @Test
    void aRedeliveryWaitsForTheJobThatWasMade() throws Exception {
        jobsGo(Fixture.statuses("RUNNING", "SUCCESS"));
        AtomicInteger failures = new AtomicInteger();
        fixture.route(route -> {
            route.onException(AwaitTimeoutException.class)
                    .maximumRedeliveries(50)
                    .redeliveryDelay(0)
                    .onExceptionOccurred(exchange -> {
                        if (failures.incrementAndGet() == 2) {
                            fixture.clock.advance(Duration.ofMinutes(2));
                        }
                    });
            route.from("direct:in").to(CREATE + "&awaitTimeout=200");
        });

        Exchange exchange = done(waiting.begin("direct:in", null));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(StarwhaleConstants.STATUS)).isEqualTo("SUCCESS");
        assertThat(failures).hasValueGreaterThanOrEqualTo(2);
        assertThat(made).hasValue(1);
    }

    @Test
    void aJobThatDoesNotExist() throws Exception {
        Exchange exchange = done(waiting.begin("starwhale:job?operation=await&job=999", null));
        assertThat(exchange.getException()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aWaitOutsideOfRoutesEndsWithTheComponent() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, JobScript.run());
        CompletableFuture<Exchange> exchange = waiting.begin(awaited(job) + "&onStop=cancel", null);

        fixture.component().stop();

        assertThat(done(exchange).getException())
                .isInstanceOf(AwaitStoppedException.class)
                .hasMessage("the component stops while the end of " + fixture.address(job)
                        + " is waited for; it was cancelled (onStop=cancel)");
    }

    @Test
    void aWaitGoesOnWhereCamelStopsItsProducer() throws Exception {
        fixture.route(
                route -> route.from("direct:in").toD("starwhale:job?operation=await&onStop=cancel&job=${body}", 1));
        List<CompletableFuture<Exchange>> exchanges = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AddedJob job = fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
            exchanges.add(waiting.begin("direct:in", job.id()));
        }
        waits(4);

        fixture.clock.advance(Duration.ofMinutes(2));

        for (CompletableFuture<Exchange> exchange : exchanges) {
            assertThat(done(exchange).getException()).isNull();
        }
        assertThat(waiting.cancels()).isEmpty();
    }

    @Test
    void anInterruptedThreadOfATransactionCancelsToo() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, JobScript.run());
        AsyncProducer producer =
                fixture.camel.getEndpoint(awaited(job) + "&onStop=cancel").createAsyncProducer();
        producer.start();
        Exchange exchange = new DefaultExchange(fixture.camel);
        exchange.getExchangeExtension().setTransacted(true);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            producer.process(exchange, doneSync -> {});
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        Awaitility.await().until(() -> fixture.component().waits().size() == 1);

        thread.interrupt();
        thread.join();

        assertThat(exchange.getException())
                .hasMessage("the thread was interrupted while the end of " + fixture.address(job)
                        + " is waited for; it was cancelled (onStop=cancel)");
        assertThat(interrupted).isTrue();
    }

    @Test
    void aRouteThatIsStartedAgainWaitsAgain() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
        fixture.route(route -> route.from("direct:in").routeId("waits").to(awaited(job)));
        CompletableFuture<Exchange> first = waiting.begin("direct:in", null);
        waits(1);
        fixture.camel.getRouteController().stopRoute("waits");
        assertThat(done(first).getException()).isInstanceOf(AwaitStoppedException.class);

        fixture.camel.getRouteController().startRoute("waits");
        CompletableFuture<Exchange> second = waiting.begin("direct:in", null);
        waits(1);
        fixture.clock.advance(Duration.ofMinutes(2));

        assertThat(done(second).getException()).isNull();
    }

    @Test
    void aRouteThatStopsMakesNoJobToWaitFor() throws Exception {
        jobsGo(JobScript.run());
        fixture.route(route -> route.from("direct:in")
                .routeId("waits")
                .onException(AwaitStoppedException.class)
                .maximumRedeliveries(3)
                .redeliveryDelay(0)
                .end()
                .to(CREATE));
        CompletableFuture<Exchange> exchange = waiting.begin("direct:in", null);
        waits(1);

        fixture.camel.getRouteController().stopRoute("waits");

        assertThat(done(exchange).getException())
                .isInstanceOf(AwaitStoppedException.class)
                .hasMessage("route 'waits' stops: no job is waited for, and none is made");
        assertThat(made).hasValue(1);
    }
}
