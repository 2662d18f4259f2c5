// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Task;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a consumer tells of jobs as they go on. */
class ConsumerTest {
    private static final Duration STEP = Duration.ofMinutes(1);
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private AddedJob add(String... statuses) {
        return fixture.server.addJob(fixture.demo, Fixture.statuses(statuses));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "changeFeed=false", "job=1", "job=1,2", "job=2, 1", "project=starwhale:demo&job=1"})
    void aJobThatRunsAndSucceeds(String watched) throws Exception {
        add("CREATED", "RUNNING", "RUNNING", "SUCCESS");
        add("SUCCESS");
        Watcher watcher = new Watcher(fixture, watched);
        assertThat(watcher.poll()).isEmpty();
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:RUNNING");
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).isEmpty();
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS");
        assertThat(watcher.poll()).isEmpty();
    }

    @Test
    void aChangeComesWithItsHeaders() throws Exception {
        AddedJob job = add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        fixture.clock.advance(STEP);
        List<Exchange> exchanges = watcher.exchanges();
        assertThat(exchanges).singleElement().satisfies(exchange -> {
            assertThat(exchange.getMessage().getHeaders())
                    .containsEntry(StarwhaleConstants.JOB_URI, fixture.address(job))
                    .containsEntry(StarwhaleConstants.JOB_ID, job.id())
                    .containsEntry(StarwhaleConstants.JOB_UUID, job.uuid())
                    .containsEntry(StarwhaleConstants.STATUS, "SUCCESS")
                    .containsEntry(StarwhaleConstants.PREVIOUS_STATUS, "RUNNING")
                    .containsEntry(StarwhaleConstants.EVENT_ID, job.uuid() + "/0/SUCCESS")
                    .containsEntry(StarwhaleConstants.PROJECT, "demo")
                    .containsEntry(StarwhaleConstants.INSTANCE, fixture.server.url());
            assertThat(exchange.getMessage().getMessageTimestamp())
                    .isEqualTo(exchange.getMessage()
                            .getBody(JobStatusChange.class)
                            .at()
                            .toEpochMilli());
        });
    }

    @Test
    void aJobThatFailsAndWhy() throws Exception {
        fixture.server.addJob(fixture.demo, JobScript.fail("out of memory"));
        Watcher watcher = new Watcher(fixture, "statuses=FAIL");
        watcher.poll();
        fixture.clock.advance(STEP);
        List<Exchange> failed = watcher.exchanges();
        assertThat(failed).hasSize(1);
        Exchange tasks = fixture.send("starwhale:job?operation=tasks", message -> message.getMessage()
                .setHeaders(failed.get(0).getMessage().getHeaders()));
        List<?> answer = tasks.getMessage().getBody(List.class);
        assertThat(answer)
                .anySatisfy(task -> assertThat(((Task) task).failedReason()).isEqualTo("out of memory"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJobThatIsResumed(boolean changeFeed) throws Exception {
        add("RUNNING", "FAIL");
        Watcher watcher = new Watcher(fixture, "sweepInterval=0&changeFeed=" + changeFeed);
        watcher.poll();
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:FAIL");
        fixture.act("POST", "1/resume");
        assertThat(watcher.poll()).containsExactly("1:RUNNING");
        fixture.clock.advance(STEP);
        assertThat(watcher.pollForIds()).singleElement().asString().endsWith("/2/FAIL");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void jobsThatAreNew(boolean changeFeed) throws Exception {
        add("SUCCESS");
        Watcher watcher = new Watcher(fixture, "sweepInterval=0&changeFeed=" + changeFeed);
        watcher.poll();
        add("SUCCESS");
        add("RUNNING");
        assertThat(watcher.poll()).containsExactly("2:SUCCESS", "3:RUNNING");
    }

    @ParameterizedTest
    @CsvSource({"none, ''", "current, 2:RUNNING", "all, 1:SUCCESS 2:RUNNING"})
    void jobsThatWereThereBefore(String initialState, String told) throws Exception {
        add("SUCCESS");
        add("RUNNING");
        Watcher watcher = new Watcher(fixture, "initialState=" + initialState);
        assertThat(String.join(" ", watcher.poll())).isEqualTo(told);
        assertThat(watcher.poll()).isEmpty();
    }

    @Test
    void someStatusesOnly() throws Exception {
        add("CREATED", "RUNNING", "FAIL", "RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "statuses=FAIL, SUCCESS");
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            told.append(watcher.poll());
            fixture.clock.advance(STEP);
        }
        assertThat(told).hasToString("[][][1:FAIL][][1:SUCCESS]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJobThatIsRemovedIsToldOfNoMore(boolean changeFeed) throws Exception {
        add("RUNNING", "SUCCESS");
        add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "changeFeed=" + changeFeed);
        watcher.poll();
        fixture.act("DELETE", "1");
        watcher.poll();
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("2:SUCCESS");
        assertThat(watcher.poll()).isEmpty();
    }

    @Test
    void oneOfSeveralJobsThatDoesNotExistDoesNotHideTheOthers() throws Exception {
        add("RUNNING", "SUCCESS");
        Watcher watcher = new Watcher(fixture, "job=999,1");
        watcher.poll();
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void activeJobsAtTheEndOfALongList(boolean changeFeed) throws Exception {
        add("RUNNING", "SUCCESS");
        add("RUNNING", "RUNNING", "FAIL");
        for (int i = 0; i < 118; i++) {
            add("SUCCESS");
        }
        Watcher watcher = new Watcher(fixture, "changeFeed=" + changeFeed);
        assertThat(watcher.poll()).isEmpty();
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("1:SUCCESS");
        fixture.clock.advance(STEP);
        assertThat(watcher.poll()).containsExactly("2:FAIL");
        fixture.server.clearRequests();
        assertThat(watcher.poll()).isEmpty();
        // Nobody is active any more: one page is enough.
        assertThat(fixture.server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreNewJobsThanAPageHolds(boolean changeFeed) throws Exception {
        add("SUCCESS");
        Watcher watcher = new Watcher(fixture, "sweepInterval=0&changeFeed=" + changeFeed);
        watcher.poll();
        for (int i = 0; i < 120; i++) {
            add("SUCCESS");
        }
        assertThat(watcher.poll()).hasSize(120).startsWith("2:SUCCESS").endsWith("121:SUCCESS");
    }
}
