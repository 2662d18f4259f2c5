// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What producers, consumers and endpoints tell through the MBean server. */
class ManagementTest {
    private final Waiting waiting = new Waiting();
    private final Fixture fixture = waiting.fixture;
    private final MBeanServer server =
            fixture.camel.getManagementStrategy().getManagementAgent().getMBeanServer();

    @AfterEach
    void close() throws Exception {
        waiting.close();
    }

    /** The only bean of this kind that has to do with Starwhale. */
    private ObjectName bean(String type) throws JMException {
        Set<ObjectName> names = server.queryNames(
                new ObjectName("org.apache.camel:context=" + fixture.camel.getName() + ",type=" + type + ",*"), null);
        return names.stream()
                .filter(name ->
                        name.getKeyProperty("name").toLowerCase(Locale.ROOT).contains("starwhale"))
                .reduce((one, other) -> {
                    throw new AssertionError("both " + one + " and " + other);
                })
                .orElseThrow(() -> new AssertionError("none of " + names));
    }

    private Object attribute(String type, String name) throws JMException {
        return server.getAttribute(bean(type), name);
    }

    private Object invoke(String type, String operation) throws JMException {
        return server.invoke(bean(type), operation, new Object[0], new String[0]);
    }

    @Test
    void aConsumer() throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "FAIL"));
        AddedJob failing = fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "FAIL"));
        Watcher watcher = new Watcher(fixture, "initialState=all");
        assertThat(attribute("consumers", "LastGoodPoll")).isNull();

        watcher.failFor(change -> change.job().id().equals(failing.id()));
        watcher.poll();
        fixture.clock.advance(Duration.ofMinutes(2));
        watcher.poll();

        assertThat(attribute("consumers", "LastGoodPoll")).isInstanceOf(Date.class);
        assertThat(attribute("consumers", "LastFailedPoll")).isNull();
        assertThat(attribute("consumers", "JobsKnown")).isEqualTo(2);
        assertThat(attribute("consumers", "JobsActive")).isEqualTo(0);
        assertThat(attribute("consumers", "ChangesTold")).isEqualTo(2L);
        assertThat(attribute("consumers", "ChangesFailed")).isEqualTo(1);
        assertThat(attribute("consumers", "ChangesHeldBack")).isEqualTo(1);
        assertThat(attribute("consumers", "ChangesUnderWay")).isEqualTo(0);
        assertThat(attribute("consumers", "ChangesWaiting")).isEqualTo(0);
        assertThat(attribute("consumers", "LastExchangeFailure")).isEqualTo("cannot be processed");
        assertThat(attribute("consumers", "LastFailedExchange")).isInstanceOf(Date.class);
        assertThat(invoke("consumers", "failedChanges")).isEqualTo(List.of(failing.uuid() + "/0/RUNNING"));
    }

    @Test
    void aConsumerWhosePollsFail() throws Exception {
        fixture.server.revokeTokens();
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        watcher.poll();
        assertThat(attribute("consumers", "PollsFailed")).isEqualTo(2L);
        assertThat(attribute("consumers", "LastFailedPoll")).isInstanceOf(Date.class);
        assertThat(attribute("consumers", "LastPollFailure"))
                .asInstanceOf(InstanceOfAssertFactories.STRING)
                .contains("JWT token is expired or invalid");
    }

    @Test
    void aConsumerThatHasNotStarted() throws Exception {
        StarwhaleConsumer consumer =
                (StarwhaleConsumer) fixture.camel.getEndpoint("starwhale:job").createConsumer(exchange -> {});
        assertThat(consumer.getChangesHeldBack()).isZero();
        assertThat(consumer.getChangesFailed()).isZero();
        assertThat(consumer.failedChanges()).isEmpty();
    }

    @Test
    void theChangesThatAreUnderWay() throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        fixture.route(route -> {
            route.from("starwhale:job?scheduler=#polls&initialState=all").to("seda:later");
            route.from("seda:later").autoStartup(false).to("mock:later");
        });
        fixture.polls.poll();
        assertThat(attribute("consumers", "ChangesUnderWay")).isEqualTo(2);
        assertThat(attribute("consumers", "ChangesTold")).isEqualTo(0L);
    }

    @Test
    void aProducer() throws Exception {
        fixture.route(route -> route.from("direct:in").to("starwhale:job?operation=get&job=1"));
        fixture.send("direct:in", message -> {});
        assertThat(attribute("producers", "OperationsFailed")).isEqualTo(1L);
        assertThat(attribute("producers", "LastFailed")).isInstanceOf(Date.class);
        assertThat(attribute("producers", "LastFailure"))
                .asInstanceOf(InstanceOfAssertFactories.STRING)
                .startsWith("cannot get job 1 of project demo on ");
        assertThat(attribute("producers", "LastDone")).isNull();

        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        fixture.send("direct:in", message -> {});
        fixture.send("direct:in", message -> {});
        assertThat(attribute("producers", "OperationsDone")).isEqualTo(2L);
        assertThat(attribute("producers", "LastDone")).isInstanceOf(Date.class);
    }

    @Test
    void waitsAreCountedListedAndEnded() throws Exception {
        fixture.server.addJob(fixture.demo, JobScript.run());
        fixture.route(route -> route.from("direct:in").to("starwhale:job?operation=await&job=1"));
        CompletableFuture<Exchange> exchange = waiting.begin("direct:in", null);
        await().until(() -> attribute("producers", "WaitsInProgress").equals(1));
        assertThat(attribute("endpoints", "WaitsInProgress")).isEqualTo(1);
        String job = fixture.server.url() + "/project/demo/job/1";
        assertThat(invoke("producers", "listWaits"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .singleElement()
                .asString()
                .startsWith(job + " since 20");

        invoke("producers", "endWaits");

        assertThat(exchange.get(30, TimeUnit.SECONDS).getException())
                .isInstanceOf(AwaitStoppedException.class)
                .hasMessage("somebody ends the wait while the end of " + job + " is waited for; the job goes on");
        assertThat(attribute("producers", "WaitsInProgress")).isEqualTo(0);
        assertThat(attribute("producers", "OperationsFailed")).isEqualTo(1L);
    }

    @Test
    void anEndpoint() throws Exception {
        fixture.route(route -> route.from("direct:in").to("starwhale:job?operation=get&project=other"));
        assertThat(attribute("endpoints", "InstanceName")).isEqualTo(fixture.server.url());
        assertThat(attribute("endpoints", "ProjectName")).isEqualTo("other");
        assertThat(attribute("endpoints", "WaitsInProgress")).isEqualTo(0);
    }
}
