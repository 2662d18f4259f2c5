// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.impl.console.DefaultDevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console shows to whoever wants to know what is going on. */
class DevConsoleTest {
    private final Waiting waiting = new Waiting();
    private final Fixture fixture = waiting.fixture;

    @AfterEach
    void close() throws IOException {
        waiting.close();
    }

    /** As Camel finds it, by the files that are generated. */
    private DevConsole console() {
        DefaultDevConsoleRegistry registry = new DefaultDevConsoleRegistry(fixture.camel);
        registry.loadDevConsoles(true);
        return registry.getConsole("starwhale").orElseThrow();
    }

    private JsonObject json(Map<String, Object> options) {
        return (JsonObject) console().call(MediaType.JSON, options);
    }

    private List<JsonObject> part(String name) {
        return part(json(Map.of()), name);
    }

    private static List<JsonObject> part(JsonObject json, String name) {
        return ((Collection<?>) json.get(name))
                .stream().map(JsonObject.class::cast).toList();
    }

    private String text() {
        return (String) console().call(MediaType.TEXT, new HashMap<>());
    }

    private void beginWaits(int count) throws Exception {
        fixture.server.addJob(fixture.demo, JobScript.run());
        fixture.route(route ->
                route.from("direct:await").routeId("waits").to("starwhale:job?operation=await&job=1&awaitTimeout=2h"));
        for (int i = 0; i < count; i++) {
            var unused = waiting.begin("direct:await", null);
        }
        await().until(() -> fixture.camel.getInflightRepository().size() == count);
    }

    @Test
    void nothingThatRuns() {
        assertThat(text()).isEqualTo("clients: none\nconsumers: none\nproducers: none\nwaits: none\n");
    }

    @Test
    void aConsumerBeforeItsFirstPoll() throws Exception {
        new Watcher(fixture, "");
        assertThat(part("consumers")).singleElement().satisfies(consumer -> assertThat(consumer)
                .containsEntry("routeId", Watcher.ROUTE)
                .containsEntry("instance", fixture.server.url())
                .containsEntry("project", "demo")
                .containsEntry("state", "Started")
                .containsEntry("changesTold", 0L)
                .doesNotContainKeys("lastGoodPoll", "lastFailedPoll", "lastPollFailure"));
    }

    @Test
    void aConsumerWhosePollsFailAfterGoodOnes() throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        fixture.server.addJob(fixture.demo, Fixture.statuses("SUCCESS"));
        Watcher watcher = new Watcher(fixture, "initialState=all");
        watcher.poll();
        fixture.server.revokeTokens();
        watcher.poll();
        assertThat(part("consumers")).singleElement().satisfies(consumer -> {
            assertThat(consumer)
                    .containsKeys("lastGoodPoll", "lastFailedPoll")
                    .containsEntry("jobsKnown", 2)
                    .containsEntry("jobsActive", 1)
                    .containsEntry("changesTold", 2L);
            assertThat(consumer.getString("lastPollFailure")).contains("JWT token is expired or invalid");
        });
    }

    @Test
    void aChangeWhoseExchangeFails() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
        Watcher watcher = new Watcher(fixture, "initialState=all");
        watcher.failFor(change -> true);
        watcher.poll();
        fixture.clock.advance(Duration.ofMinutes(2));
        watcher.poll();
        assertThat(part("consumers")).singleElement().satisfies(consumer -> {
            assertThat(consumer)
                    .containsEntry("changesFailed", 1)
                    .containsEntry("changesHeldBack", 1)
                    .containsEntry("changesTold", 0L)
                    .containsEntry("lastExchangeFailure", "cannot be processed")
                    .containsKey("lastFailedExchange");
            assertThat(part(consumer, "failed")).singleElement().satisfies(failed -> assertThat(failed)
                    .containsEntry("eventId", job.uuid() + "/0/RUNNING")
                    .containsEntry("job", 1L));
        });
        watcher.failFor(change -> false);
        watcher.poll();
        watcher.poll();
        assertThat(part("consumers")).singleElement().satisfies(consumer -> assertThat(consumer)
                .containsEntry("changesFailed", 0)
                .containsEntry("changesHeldBack", 0)
                .containsEntry("changesTold", 2L));
    }

    @Test
    void aConsumerThatIsSuspendedOrStopped() throws Exception {
        new Watcher(fixture, "");
        fixture.camel.getRouteController().suspendRoute(Watcher.ROUTE);
        assertThat(part("consumers")).singleElement().satisfies(consumer -> assertThat(consumer)
                .containsEntry("state", "Suspended"));
        fixture.camel.getRouteController().stopRoute(Watcher.ROUTE);
        assertThat(part("consumers")).isEmpty();
    }

    @Test
    void aWait() throws Exception {
        beginWaits(1);
        assertThat(part("waits")).singleElement().satisfies(wait -> assertThat(wait)
                .containsEntry("job", fixture.server.url() + "/project/demo/job/1")
                .containsEntry("routeId", "waits")
                .containsEntry("limit", "2h0m")
                .containsKeys("since", "waiting", "exchangeId"));
        assertThat(part("producers")).singleElement().satisfies(producer -> assertThat(producer)
                .containsEntry("routeId", "waits")
                .containsEntry("operation", "await")
                .containsEntry("waits", 1)
                .containsEntry("done", 0L));
    }

    @Test
    void anOperationThatFails() throws Exception {
        fixture.route(route -> route.from("direct:in").to("starwhale:job?operation=get&job=9"));
        fixture.send("direct:in", message -> {});
        assertThat(part("producers")).singleElement().satisfies(producer -> {
            assertThat(producer).containsEntry("failed", 1L).containsEntry("done", 0L);
            assertThat(producer.getString("lastFailure")).startsWith("cannot get job 9 of project demo on ");
        });
    }

    @Test
    void clientsAndWhoUsesThem() throws Exception {
        fixture.component().getConfiguration().setClient(null);
        fixture.route(route -> route.from("direct:in")
                .to("starwhale:job?operation=get")
                .to("starwhale:job?operation=list")
                .to("starwhale:job?operation=list&instance=http://127.0.0.1:1"));
        assertThat(part("clients"))
                .extracting(client -> client.get("instance"), client -> client.get("usedBy"))
                .containsExactlyInAnyOrder(tuple(fixture.server.url(), 2L), tuple("http://127.0.0.1:1", 1L));
    }

    @Test
    void asManyAsAreAskedFor() throws Exception {
        beginWaits(103);
        JsonObject some = json(Map.of());
        assertThat(part(some, "waits")).hasSize(100);
        assertThat(some).containsEntry("waitsInAll", 103);
        JsonObject few = json(Map.of("limit", "2"));
        assertThat(part(few, "waits")).hasSize(2);
        assertThat(few).doesNotContainKey("producersInAll");
        JsonObject all = json(Map.of("limit", 1000));
        assertThat(part(all, "waits")).hasSize(103);
        assertThat(all).doesNotContainKey("waitsInAll");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", ""})
    void aLimitThatIsNone(String limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json(Map.of("limit", limit)))
                .withMessage("limit=" + limit + ": a number is expected");
    }

    @Test
    void theTextSaysTheSame() throws Exception {
        new Watcher(fixture, "statuses=FAIL").poll();
        beginWaits(1);
        assertThat(text())
                .contains("consumers:\n  - routeId: watcher\n    uri: starwhale://job?")
                .contains("\n    state: Started\n    lastGoodPoll: 20")
                .contains("\n    failed: none\n")
                .contains("\nwaits:\n  - job: " + fixture.server.url() + "/project/demo/job/1\n    routeId: waits\n");
    }

    @Test
    void secretsAreNotShown() throws Exception {
        fixture.component().getConfiguration().setClient(null);
        fixture.route(route -> route.from("direct:in")
                .to("starwhale:job?operation=get&username=canary-user&password=RAW(canary-pass)&token=canary-token")
                .to("starwhale:job?operation=get&proxyUsername=canary-user&proxyPassword=canary-pass"
                        + "&devModePassword=canary-dev"));
        assertThat(part("producers")).hasSize(2);
        assertThat(part("clients")).hasSize(2);
        assertThat(text()).doesNotContain("canary");
        assertThat(json(Map.of()).toJson()).doesNotContain("canary");
    }
}
