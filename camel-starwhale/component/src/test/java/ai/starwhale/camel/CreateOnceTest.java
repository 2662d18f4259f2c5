// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.ModelVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message asks for a job: it gets one, however often it is delivered. */
class CreateOnceTest {
    private static final String CREATE = "starwhale:job?operation=create&model=free&runHandler=run";
    private static final Date FIRE = Date.from(Instant.parse("2026-11-22T02:00:00Z"));

    private final Fixture fixture = new Fixture();
    private final AtomicInteger made = new AtomicInteger();

    @BeforeEach
    void prepareModel() {
        fixture.demo.addModel("free", ModelVersion.withHandlers("run", "other").withBuiltInRuntime());
        fixture.server.onCreate(job -> {
            made.incrementAndGet();
            return Fixture.statuses("SUCCESS");
        });
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    /** Counts the requests for jobs. */
    private AtomicInteger loseFirstAnswer() {
        AtomicInteger posts = new AtomicInteger();
        fixture.server.intercept(request -> request.method().equals("POST")
                        && request.path().endsWith("/project/demo/job")
                        && posts.incrementAndGet() == 1
                ? Answer.json(500, "{\"message\":\"somewhere in the middle\"}").afterHandling()
                : null);
        return posts;
    }

    @Test
    void aRedeliveryFindsTheJobOfTheFirstDelivery() throws Exception {
        AtomicInteger posts = loseFirstAnswer();
        fixture.route(route -> route.from("direct:a")
                .onException(StarwhaleException.class)
                .maximumRedeliveries(2)
                .redeliveryDelay(0)
                .end()
                .to(CREATE));

        assertThat(sent("direct:a").getMessage().getBody(JobInfo.class).id()).isEqualTo("1");
        assertThat(made).hasValue(1);
        assertThat(posts).hasValue(1);
    }

    @Test
    void aRedeliveryMayComeToAnotherProducerOfTheEndpoint() throws Exception {
        loseFirstAnswer();
        fixture.route(route -> route.from("direct:a")
                .onException(StarwhaleException.class)
                .maximumRedeliveries(2)
                .redeliveryDelay(0)
                .end()
                .toD(CREATE, -1));

        sent("direct:a");

        assertThat(made).hasValue(1);
    }

    @Test
    void aRedeliveryAroundTheStepAsksForTheSameWithAnotherBody() throws Exception {
        loseFirstAnswer();
        fixture.route(route -> route.from("direct:create")
                .errorHandler(route.noErrorHandler())
                .process(exchange -> exchange.getMessage().setBody(new HashMap<>(Map.of("comment", "tonight"))))
                .to(CREATE));
        fixture.route(route -> route.from("direct:a")
                .onException(StarwhaleException.class)
                .maximumRedeliveries(2)
                .redeliveryDelay(0)
                .end()
                .to("direct:create"));

        sent("direct:a");

        assertThat(made).hasValue(1);
    }

    @Test
    void aStreamIsReadOnceForAllDeliveries() throws Exception {
        loseFirstAnswer();
        fixture.route(route -> route.from("direct:a")
                .streamCache("false")
                .onException(StarwhaleException.class)
                .maximumRedeliveries(2)
                .redeliveryDelay(0)
                .end()
                .to("starwhale:job?operation=create&runHandler=run"));

        Exchange done = fixture.send("direct:a", exchange -> exchange.getMessage()
                .setBody(new ByteArrayInputStream("{\"model\": \"free\"}".getBytes(StandardCharsets.UTF_8))));

        assertThat(done.getException()).isNull();
        assertThat(made).hasValue(1);
    }

    @Test
    void whatIsAskedForInsteadIsAnotherJob() throws Exception {
        fixture.route(route -> route.from("direct:create").to("starwhale:job?operation=create&runHandler=run"));
        fixture.route(route -> route.from("direct:a")
                .doTry()
                .setBody(route.constant(Map.of("model", "absent")))
                .to("direct:create")
                .doCatch(StarwhaleException.class)
                .setBody(route.constant(Map.of("model", "free")))
                .to("direct:create")
                .end());

        assertThat(sent("direct:a").getMessage().getBody(JobInfo.class).id()).isEqualTo("1");
    }

    @Test
    void jobsOfALoopThatAreNotWaitedForToTheEndAreJobsOfTheirOwn() throws Exception {
        fixture.server.onCreate(job -> {
            made.incrementAndGet();
            return Fixture.statuses("RUNNING");
        });
        fixture.route(route -> route.from("direct:a")
                .loop(3)
                .doTry()
                .to(CREATE + "&await=true&awaitTimeout=50")
                .doCatch(StarwhaleException.class)
                .end()
                .end());

        sent("direct:a");

        assertThat(made).hasValue(3);
    }

    @Test
    void eachMessageAndEachStepMakesAJobOfItsOwn() throws Exception {
        fixture.route(
                route -> route.from("direct:a").to(CREATE).to(CREATE).loop(2).to(CREATE));

        sent("direct:a");
        sent("direct:a");

        assertThat(made).hasValue(8);
    }

    @Test
    void theHeaderIsAKey() {
        assertThat(created("order-7").id()).isEqualTo(created("order-7").id());
        assertThat(created("order-8").id()).isEqualTo("2");
    }

    @Test
    void theOptionIsAKeyOrAnExpression() {
        String options = CREATE + "&idempotencyKey=order-${header.order}";
        for (String order : new String[] {"7", "7", "8"}) {
            assertThat(fixture.send(options, message -> message.getMessage().setHeader("order", order))
                            .getException())
                    .isNull();
        }
        assertThat(made).hasValue(2);
        sent(CREATE + "&idempotencyKey=fixed");
        sent(CREATE + "&idempotencyKey=fixed");
        assertThat(made).hasValue(3);
    }

    @Test
    void anExpressionMayBeginAsInPropertyFiles() {
        for (String order : List.of("7", "8", "8")) {
            fixture.send(CREATE + "&idempotencyKey=$simple{header.order}", exchange -> exchange.getMessage()
                    .setHeader("order", order));
        }

        assertThat(made).hasValue(2);
    }

    @Test
    void anExpressionWithoutAValueIsNoKey() {
        String uri = CREATE + "&idempotencyKey=${header.order}";

        for (String order : Arrays.asList(null, "", " ")) {
            assertThat(fixture.send(uri, exchange -> exchange.getMessage().setHeader("order", order))
                            .getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage("idempotencyKey: the expression '${header.order}' has no value for this message");
        }
        assertThat(made).hasValue(0);
        assertThat(fixture.send(uri, exchange -> exchange.getMessage().setBody(Map.of("idempotencyKey", "7")))
                        .getException())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-${header.order}",
                "${header.order}-${exchangeId}",
                "${exchangeId}/${exchangeProperty.order}",
                "order-$simple{variable.order}",
                "order-${body[order]}"
            })
    void noPartOfAKeyIsWithoutAValue(String key) {
        Exchange sent = fixture.send(CREATE + "&idempotencyKey=" + key, exchange -> {});

        assertThat(sent.getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageMatching("idempotencyKey: the expression '\\$.*order.*' has no value for this message");
        assertThat(made).hasValue(0);
    }

    @Test
    void aKeyMayBeMadeOfABodyThatIsAStream() {
        Exchange sent = fixture.send(CREATE + "&idempotencyKey=order-${body}", exchange -> exchange.getMessage()
                .setBody(new InputStreamCache("{\"model\": \"free\"}".getBytes(StandardCharsets.UTF_8))));

        assertThat(sent.getException()).isNull();
        assertThat(made).hasValue(1);
    }

    @Test
    void aKeyMayHaveAnotherValueForWhatIsNotThere() {
        Exchange sent = fixture.send(CREATE + "&idempotencyKey=RAW(${header.order} ?: 'none')", exchange -> {});

        assertThat(sent.getException()).isNull();
        assertThat(made).hasValue(1);
    }

    @Test
    void aFireOfQuartzMakesOneJobOfAKindOnAllNodes() throws Exception {
        fixture.route(route -> route.from("direct:night")
                .routeId("night")
                .to(CREATE)
                .to("starwhale:job?operation=create&model=free&runHandler=other"));

        // The second is a node that takes over: the same route, the same scheduled time.
        fire(FIRE);
        fire(FIRE);
        assertThat(made).hasValue(2);
        fire(Date.from(FIRE.toInstant().plusSeconds(86_400)));
        assertThat(made).hasValue(4);
    }

    @Test
    void aJobThatFailedIsMadeAnewWhereThatIsWanted() {
        fixture.server.onCreate(job -> {
            made.incrementAndGet();
            return Fixture.statuses("FAIL");
        });
        String options = CREATE + "&idempotencyKey=k";
        sent(options);
        sent(options);
        assertThat(made).hasValue(1);
        sent(options + "&ifEnded=NEW_ATTEMPT");
        assertThat(made).hasValue(2);
    }

    private void fire(Date time) {
        assertThat(fixture.send("direct:night", message -> message.getMessage().setHeader("scheduledFireTime", time))
                        .getException())
                .isNull();
    }

    private JobInfo created(String key) {
        Exchange exchange = fixture.send(
                CREATE, message -> message.getMessage().setHeader(StarwhaleConstants.IDEMPOTENCY_KEY, key));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(JobInfo.class);
    }

    private Exchange sent(String uri) {
        Exchange exchange = fixture.send(uri, message -> {});
        assertThat(exchange.getException()).isNull();
        return exchange;
    }
}
