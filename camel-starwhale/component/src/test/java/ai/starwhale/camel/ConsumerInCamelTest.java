// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The consumer with what Camel gives to all consumers that poll. */
class ConsumerInCamelTest {
    private final Fixture fixture = new Fixture();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private void tell(Exchange exchange) {
        told.add(exchange.getMessage().getHeader(StarwhaleConstants.STATUS, String.class));
    }

    @Test
    void pollsEveryFiveSecondsByDefault() {
        StarwhaleEndpoint endpoint = fixture.camel.getEndpoint("starwhale:job", StarwhaleEndpoint.class);
        assertThat(endpoint.getDelay()).isEqualTo(5000);
    }

    @Test
    void pollsByItself() throws Exception {
        fixture.route(route -> route.from("starwhale:job?delay=10&initialDelay=0&initialState=current")
                .process(this::tell));
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("RUNNING");
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("SUCCESS");
    }

    @Test
    void aPollIsABatch() throws Exception {
        for (int i = 0; i < 3; i++) {
            fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        }
        Watcher watcher = new Watcher(fixture, "initialState=all&maxMessagesPerPoll=2");
        assertThat(batch(watcher.exchanges())).containsExactly("0 of 2, more", "1 of 2, complete");
        assertThat(batch(watcher.exchanges())).containsExactly("0 of 1, complete");
    }

    private static List<String> batch(List<Exchange> exchanges) {
        return exchanges.stream()
                .map(exchange -> exchange.getProperty(ExchangePropertyKey.BATCH_INDEX) + " of "
                        + exchange.getProperty(ExchangePropertyKey.BATCH_SIZE)
                        + (exchange.getProperty(ExchangePropertyKey.BATCH_COMPLETE, Boolean.class)
                                ? ", complete"
                                : ", more"))
                .toList();
    }

    @Test
    void aChangeIsCommittedWhenTheOtherEndOfAQueueIsDoneWithIt() throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        fixture.route(route -> {
            route.from("starwhale:job?scheduler=#polls&initialState=all").to("seda:later");
            route.from("seda:later").autoStartup(false).routeId("later").process(this::tell);
        });
        fixture.polls.poll();
        fixture.polls.poll();
        fixture.camel.getRouteController().startRoute("later");
        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("RUNNING");
        await().untilAsserted(() ->
                assertThat(fixture.camel.getInflightRepository().size()).isZero());
        assertThat(told).isEmpty();
    }

    @Test
    void pollEnrichTakesOneChangeAtATime() throws Exception {
        for (int i = 0; i < 3; i++) {
            fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        }
        fixture.route(route -> route.from("direct:in")
                .pollEnrich("starwhale:job?delay=10&initialDelay=0&initialState=current", 30_000));
        for (String job : List.of("1", "2", "3")) {
            Exchange exchange = fixture.send("direct:in", message -> {});
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(JobStatusChange.class).to())
                    .hasToString("RUNNING");
            assertThat(exchange.getMessage().getHeader(StarwhaleConstants.JOB_ID))
                    .isEqualTo(job);
        }
    }

    @Test
    void aChangeWithWhichAMessageWasEnrichedIsToldAgainIfThatFails() throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        fixture.route(route -> route.from("direct:in")
                .pollEnrich("starwhale:job?delay=10&initialDelay=0&initialState=current", 30_000)
                .process(this::tell)
                .filter(route.header("fails"))
                .throwException(new IllegalStateException("cannot be processed")));
        fixture.send("direct:in", message -> message.getMessage().setHeader("fails", true));
        fixture.send("direct:in", message -> {});
        assertThat(told).containsExactly("RUNNING", "RUNNING");
    }

    @Test
    void aFailedPollReachesTheRouteWhereThatIsWanted() throws Exception {
        fixture.route(route -> {
            route.onException(Exception.class)
                    .handled(true)
                    .process(exchange -> told.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                            .getMessage()));
            route.from("starwhale:job?scheduler=#polls&bridgeErrorHandler=true&job=999")
                    .to("mock:none");
        });
        fixture.polls.poll();
        assertThat(told.poll()).startsWith("cannot get job 999 of project demo on ");
    }
}
