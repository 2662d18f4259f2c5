// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ModelVersion;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The producer under Camel's error handlers. */
class ErrorHandlersTest {
    private static final String CREATE = "starwhale:job?operation=create&model=free&runHandler=run";
    private final Waiting waiting = new Waiting();
    private final Fixture fixture = waiting.fixture;
    private final AtomicInteger made = new AtomicInteger();

    @BeforeEach
    void prepareModel() {
        fixture.demo.addModel("free", ModelVersion.withHandlers("run").withBuiltInRuntime());
        fixture.server.onCreate(job -> {
            made.incrementAndGet();
            return JobScript.run();
        });
    }

    @AfterEach
    void close() throws IOException {
        waiting.close();
    }

    private Exchange dead() {
        MockEndpoint dead = fixture.camel.getEndpoint("mock:dead", MockEndpoint.class);
        assertThat(dead.getReceivedCounter()).isEqualTo(1);
        return dead.getExchanges().get(0);
    }

    @Test
    void aDeadLetterOfAWaitNamesItsJob() throws Exception {
        fixture.route(route -> {
            route.errorHandler(
                    route.deadLetterChannel("mock:dead").maximumRedeliveries(2).redeliveryDelay(0));
            route.from("direct:in").to(CREATE + "&await=true&awaitTimeout=50&onTimeout=cancel");
        });

        fixture.send("direct:in", message -> message.getMessage().setBody(Map.of("comment", "tonight")));

        assertThat(made).hasValue(1);
        assertThat(waiting.cancels()).isNotEmpty();
        assertThat(dead().getMessage().getHeader(StarwhaleConstants.JOB_URI, String.class))
                .endsWith("/job/1");
    }

    @Test
    void aDeadLetterOfACreateHasTheRequest() throws Exception {
        fixture.server.intercept(request ->
                request.method().equals("POST") && request.path().endsWith("/job") ? Answer.json(429, "{}") : null);
        fixture.route(route -> {
            route.errorHandler(
                    route.deadLetterChannel("mock:dead").maximumRedeliveries(1).redeliveryDelay(0));
            route.from("direct:in").to(CREATE);
        });

        fixture.send("direct:in", message -> message.getMessage().setBody(Map.of("comment", "tonight")));

        assertThat(dead().getMessage().getBody()).isEqualTo(Map.of("comment", "tonight"));
        assertThat(dead().getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(UnavailableException.class);
        assertThat(made).hasValue(0);
    }

    @Test
    void aTryThatFailsIsCaughtAndTheRouteGoesOn() throws Exception {
        fixture.route(route -> route.from("direct:in")
                .doTry()
                .to("starwhale:job?operation=create&model=free&runHandler=nope")
                .doCatch(InvalidRequestException.class)
                .to(CREATE)
                .end()
                .to("starwhale:job?operation=status"));

        Exchange exchange = fixture.send("direct:in", message -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("RUNNING");
        assertThat(made).hasValue(1);
    }
}
