// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges and polls that fail, and consumers that stop. */
class ConsumerTroubleTest {
    private static final Duration STEP = Duration.ofMinutes(1);
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private AddedJob add(String... statuses) {
        return fixture.server.addJob(fixture.demo, Fixture.statuses(statuses));
    }

    private StarwhaleConsumer consumer() {
        return (StarwhaleConsumer) fixture.camel.getRoutes().get(0).getConsumer();
    }

    @Test
    void aChangeWhoseExchangeFailsComesAgainWithTheSameIdAndHoldsBackNoOtherJob() throws Exception {
        AddedJob first = add("RUNNING", "SUCCESS");
        add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        watcher.failFor(change -> change.job().id().equals("1"));
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS", "2:SUCCESS");
        assertThat(watcher.pollForIds()).containsExactly(first.uuid() + "/0/SUCCESS");
        watcher.failFor(change -> false);
        assertThat(watcher.pollForIds()).containsExactly(first.uuid() + "/0/SUCCESS");
        assertThat(watcher.poll()).isEmpty();
        watcher.told().expectedMessageCount(2);
        watcher.told().assertIsSatisfied();
    }

    @Test
    void aChangeThatFailedComesAgainThoughTheJobHasGoneOn() throws Exception {
        add("RUNNING", "FAIL", "RUNNING");
        Watcher watcher = new Watcher(fixture, "statuses=FAIL");
        watcher.poll();
        watcher.failFor(change -> true);
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:FAIL");
        watcher.failFor(change -> false);
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:FAIL");
        assertThat(watcher.poll()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"statuses=FAIL", "statuses=FAIL&changeFeed=false", "statuses=FAIL&job=1"})
    void aChangeThatFailedComesAgainAfterARestartThoughTheJobHasGoneOn(String options) throws Exception {
        AddedJob job = add("RUNNING", "FAIL", "RUNNING");
        Watcher watcher = new Watcher(fixture, options);
        watcher.poll();
        watcher.failFor(change -> true);
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:FAIL");
        fixture.clock.advance(STEP);
        watcher.restart();
        assertThat(watcher.poll()).containsExactly("1:FAIL");
        watcher.restart();
        watcher.failFor(change -> false);
        assertThat(watcher.exchanges()).singleElement().satisfies(exchange -> assertThat(
                        exchange.getMessage().getHeaders())
                .containsEntry(StarwhaleConstants.EVENT_ID, job.uuid() + "/0/FAIL")
                .containsEntry(StarwhaleConstants.STATUS, "FAIL")
                .containsEntry(StarwhaleConstants.PREVIOUS_STATUS, "RUNNING"));
        assertThat(watcher.poll()).isEmpty();
    }

    @Test
    void aJobThatFailsAgainAfterARestartIsToldBothTimes() throws Exception {
        AddedJob job = add("RUNNING", "FAIL", "RUNNING", "FAIL");
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        watcher.failFor(change -> true);
        fixture.clock.advance(STEP);
        watcher.poll();
        watcher.failFor(change -> false);
        fixture.clock.advance(STEP);
        watcher.restart();
        assertThat(watcher.pollForIds()).containsExactly(job.uuid() + "/0/FAIL", job.uuid() + "/1/RUNNING");
        fixture.clock.advance(STEP);
        assertThat(watcher.pollForIds()).containsExactly(job.uuid() + "/2/FAIL");
    }

    @Test
    void aJobThatIsRemovedBeforeWhatFailedCouldBeToldAgainIsToldOfNoMore() throws Exception {
        AddedJob job = add("RUNNING", "FAIL");
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        watcher.failFor(change -> true);
        fixture.clock.advance(STEP);
        watcher.poll();
        fixture.act("POST", job.id() + "/resume");
        watcher.restart();
        fixture.act("DELETE", job.id());
        assertThat(watcher.poll()).isEmpty();
        assertThat(watcher.poll()).isEmpty();
        assertThat(consumer().polls().failures()).isZero();
    }

    @Test
    void aChangeThatWasHeldBackIsNotToldBeforeWhatFailsAgainNorBeyondWhatAPollMayTell() throws Exception {
        add("RUNNING", "FAIL", "RUNNING");
        Watcher watcher = new Watcher(fixture, "maxMessagesPerPoll=1");
        watcher.poll();
        watcher.failFor(change -> true);
        fixture.clock.advance(STEP);
        watcher.poll();
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:FAIL");
        watcher.failFor(change -> false);
        assertThat(watcher.poll()).containsExactly("1:FAIL");
        assertThat(watcher.poll()).containsExactly("1:RUNNING");
    }

    @Test
    void aChangeThatFailsForEverDoesNotUseUpTheMessagesOfAPoll() throws Exception {
        add("RUNNING", "SUCCESS");
        add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "maxMessagesPerPoll=1");
        watcher.poll();
        watcher.failFor(change -> change.job().id().equals("1"));
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS");
        assertThat(watcher.poll()).containsExactly("2:SUCCESS");
        assertThat(watcher.poll()).containsExactly("1:SUCCESS");
    }

    @Test
    void whatChangedBetweenStopAndStartIsToldAndNothingTwice() throws Exception {
        add("RUNNING", "SUCCESS");
        add("RUNNING", "RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS");
        fixture.camel.getRouteController().stopRoute(Watcher.ROUTE);
        fixture.clock.advance(STEP);
        add("SUCCESS");
        fixture.camel.getRouteController().startRoute(Watcher.ROUTE);
        assertThat(watcher.poll()).containsExactly("2:SUCCESS", "3:SUCCESS");
        assertThat(watcher.poll()).isEmpty();
    }

    @Test
    void anotherConsumerWithTheSameRepositoryGoesOnWhereTheFirstOneWas() throws Exception {
        MemoryStateRepository repository = new MemoryStateRepository();
        fixture.camel.getRegistry().bind("kept", repository);
        AddedJob first = add("RUNNING", "SUCCESS");
        add("RUNNING", "SUCCESS");
        String options = "stateRepository=#kept&consumerId=us&initialState=all";
        Watcher before = new Watcher(fixture, options);
        assertThat(before.poll()).containsExactly("1:RUNNING", "2:RUNNING");
        fixture.clock.advance(STEP);
        before.failFor(change -> change.job().id().equals("1"));
        assertThat(before.poll()).containsExactly("1:SUCCESS", "2:SUCCESS");
        fixture.camel.getRouteController().stopRoute(Watcher.ROUTE);
        fixture.camel.removeRoute(Watcher.ROUTE);

        Watcher after = new Watcher(fixture, options + "&maxMessagesPerPoll=50");
        assertThat(after.pollForIds()).containsExactly(first.uuid() + "/1/SUCCESS");
        assertThat(after.poll()).isEmpty();
    }

    @Test
    void aSuspendedRouteTellsLaterWhatChangedMeanwhile() throws Exception {
        add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        fixture.camel.getRouteController().suspendRoute(Watcher.ROUTE);
        fixture.clock.advance(STEP);
        fixture.server.clearRequests();
        assertThat(watcher.poll()).isEmpty();
        assertThat(fixture.server.requests()).isEmpty();
        fixture.camel.getRouteController().resumeRoute(Watcher.ROUTE);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS");
    }

    @ParameterizedTest
    @CsvSource({"503", "500"})
    void aPollThatFailsChangesNothing(int status) throws Exception {
        add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        fixture.clock.advance(STEP);
        fixture.server.intercept(request -> Answer.html(status).header("Retry-After", "0"));
        assertThat(watcher.poll()).isEmpty();
        fixture.server.intercept(null);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS");
    }

    @Test
    void aPollThatFailsInTheMiddleOfTheListChangesNothing() throws Exception {
        add("RUNNING", "SUCCESS");
        for (int i = 0; i < 60; i++) {
            add("RUNNING", "SUCCESS");
        }
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        fixture.clock.advance(STEP);
        AtomicInteger requests = new AtomicInteger();
        fixture.server.intercept(request -> requests.incrementAndGet() == 2 ? Answer.html(500) : null);
        assertThat(watcher.poll()).isEmpty();
        assertThat(watcher.poll()).hasSize(61);
    }

    @Test
    void aRepositoryThatFailsHoldsBackNothing() throws Exception {
        FailingRepository repository = new FailingRepository();
        fixture.camel.getRegistry().bind("kept", repository);
        add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "stateRepository=#kept");
        watcher.poll();
        add("RUNNING");
        fixture.clock.advance(STEP);
        repository.failFor(key -> true);
        assertThat(watcher.poll()).isEmpty();
        repository.failFor(key -> false);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS", "2:RUNNING");
        assertThat(watcher.poll()).isEmpty();
    }

    @Test
    void aJobWhoseEntryCannotBeWrittenWaitsAlone() throws Exception {
        FailingRepository repository = new FailingRepository();
        fixture.camel.getRegistry().bind("kept", repository);
        AddedJob first = add("RUNNING", "SUCCESS");
        add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "stateRepository=#kept&maxMessagesPerPoll=1");
        watcher.poll();
        repository.failFor(key -> key.endsWith(first.uuid()));
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).isEmpty();
        assertThat(watcher.poll()).containsExactly("2:SUCCESS");
        repository.failFor(key -> false);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS");
    }

    @Test
    void aJobThatCannotBeAskedForWaitsAlone() throws Exception {
        AddedJob first = add("RUNNING", "FAIL", "RUNNING");
        add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        watcher.failFor(change -> change.job().id().equals("1"));
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:FAIL", "2:SUCCESS");
        fixture.clock.advance(STEP);
        add("CREATED");
        watcher.failFor(change -> false);
        fixture.server.intercept(request -> request.path().endsWith("/job/" + first.uuid()) ? Answer.html(500) : null);
        assertThat(watcher.poll()).containsExactly("3:CREATED");
        assertThat(consumer().polls().failures()).isOne();
        assertThat(consumer().open().counts().failed()).isOne();
        fixture.server.intercept(request -> null);
        assertThat(watcher.pollForIds()).containsExactly(first.uuid() + "/0/FAIL", first.uuid() + "/1/RUNNING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job=1", "job=1,2"})
    void aWatchedJobThatIsNotThereYetIsNewWhenItComes(String options) throws Exception {
        Watcher watcher = new Watcher(fixture, options);
        watcher.poll();
        assertThat(consumer().polls().failures()).isOne();
        watcher.restart();
        watcher.poll();
        AddedJob job = add("SUCCESS");
        assertThat(watcher.pollForIds()).containsExactly(job.uuid() + "/0/SUCCESS");
        assertThat(watcher.poll()).isEmpty();
    }

    @Test
    void aWatchedJobThatComesBesideOneThatWasThereIsNew() throws Exception {
        add("SUCCESS");
        Watcher watcher = new Watcher(fixture, "job=1,2");
        assertThat(watcher.poll()).isEmpty();
        add("SUCCESS");
        assertThat(watcher.poll()).containsExactly("2:SUCCESS");
    }

    @Test
    void aPollTellsNoMoreThanItMayAndTheNextOneTheRest() throws Exception {
        Watcher watcher = new Watcher(fixture, "maxMessagesPerPoll=2");
        watcher.poll();
        for (int i = 0; i < 5; i++) {
            add("RUNNING");
        }
        List<List<String>> told = List.of(watcher.poll(), watcher.poll(), watcher.poll(), watcher.poll());
        assertThat(told)
                .containsExactly(
                        List.of("1:RUNNING", "2:RUNNING"),
                        List.of("3:RUNNING", "4:RUNNING"),
                        List.of("5:RUNNING"),
                        List.of());
    }
}
