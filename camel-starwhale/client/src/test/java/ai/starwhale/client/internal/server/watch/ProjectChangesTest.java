// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobChanges;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.Watch;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.HttpSettings;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.Projects;
import ai.starwhale.client.internal.server.api.ServerJobs;
import ai.starwhale.client.internal.server.api.SummaryRows;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ModelVersion;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of the jobs of a project, through the feed and through the list, and what is asked for it. */
class ProjectChangesTest {
    private static final Duration STEP = Duration.ofSeconds(5);
    private final SteppedTime time = new SteppedTime();
    private final StarwhaleServer server = StarwhaleServer.builder().clock(time).start();
    private final Project project = server.addProject("demo");
    private final String model =
            project.addModel("free", ModelVersion.withHandlers("run").withBuiltInRuntime());
    private final Transport transport =
            new Transport(server.url(), Credentials.token(server.issueToken()), HttpSettings.DEFAULT, time);
    private final Documents documents = new Documents(transport);
    private JobChanges changes = watch(Watch.all());

    private JobChanges watch(Watch watch) {
        Projects projects = new Projects(documents, server.url(), null);
        ServerJobs jobs = new ServerJobs(documents, projects);
        return new ProjectChanges("demo", jobs, new SummaryRows(documents, projects, "demo"), time, watch);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private AddedJob add(JobScript script) {
        return server.addJob(project, script);
    }

    private static JobScript fails() {
        return JobScript.fail("out of memory").whenResumed(JobScript.run());
    }

    /** A job of another type than EVALUATION, which this client makes none of. */
    private String create(String type, JobScript script) {
        server.onCreate(request -> script);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("modelVersionUrl", model).put("resourcePool", "default");
        body.put("handler", "run").put("type", type);
        return documents
                .change("create a job", "POST", "/project/demo/job", body)
                .asText();
    }

    private void act(String method, String path) {
        documents.change("act", method, "/project/demo/" + path, JsonNodeFactory.instance.objectNode());
    }

    private List<String> poll() {
        server.clearRequests();
        List<String> told = new ArrayList<>();
        changes.poll().forEach(change -> told.add(change.number() + ":" + change.status()));
        return told;
    }

    private List<String> requests(String part) {
        return server.requests().stream()
                .map(request -> request.method() + " " + request.path() + "?" + request.query())
                .filter(request -> request.contains(part))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstPollTellsOfAllJobsAndTheOthersOfWhatChanged(boolean feed) {
        changes = watch(Watch.all().feed(feed));
        add(fails());
        time.pass(Duration.ofMinutes(5));
        add(JobScript.succeed());
        assertThat(poll()).containsExactlyInAnyOrder("1:FAIL", "2:RUNNING");
        assertThat(poll()).isEmpty();
        time.pass(STEP);
        add(JobScript.run());
        assertThat(poll()).containsExactlyInAnyOrder("2:SUCCESS", "3:RUNNING");
        assertThat(changes.latest()).isEqualTo(time.now());
    }

    @Test
    void aPositionIsGoneOnFrom() {
        add(fails());
        poll();
        time.pass(Duration.ofMinutes(5));
        add(JobScript.run());
        assertThat(poll()).containsExactly("1:FAIL", "2:RUNNING");
        String position = changes.position(List.of());
        time.pass(Duration.ofMinutes(5));
        add(JobScript.run());
        changes = watch(Watch.from(position));

        // The newest ones of the list come along.
        assertThat(poll()).containsExactly("2:RUNNING", "3:RUNNING", "1:FAIL");

        assertThat(requests("queryTable")).hasSize(1);
        assertThat(requests("pageNum")).hasSize(1);
    }

    @Test
    void aPositionDoesNotPassWhatNobodyIsDoneWith() {
        add(fails());
        poll();
        time.pass(Duration.ofMinutes(5));
        List<JobChange> open = changes.poll();
        time.pass(Duration.ofMinutes(5));
        for (int i = 0; i < 20; i++) {
            add(JobScript.run());
        }
        poll();
        changes = watch(Watch.from(changes.position(open)));
        assertThat(poll()).contains("1:FAIL", "2:RUNNING");
    }

    @Test
    void whatIsNoPositionIsRefused() {
        assertThatThrownBy(() -> watch(Watch.from("yesterday")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'yesterday' is not a position");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRAIN", "FINE_TUNE", "SERVING"})
    void jobsThatTheFeedDoesNotHave(String type) {
        add(JobScript.succeed());
        poll();
        String job = create(type, JobScript.fail("no").whenResumed(JobScript.run()));
        time.pass(ProjectChanges.GLANCE_INTERVAL);
        create("EVALUATION", JobScript.run());
        assertThat(poll()).contains(job + ":FAIL");
        act("POST", "job/" + job + "/resume");
        time.pass(Duration.ofMinutes(10));
        assertThat(poll()).containsExactly(job + ":RUNNING");
        act("POST", "job/" + job + "/cancel");
        assertThat(poll()).containsExactly(job + ":CANCELLING");
        String position = changes.position(List.of());
        time.pass(Duration.ofMinutes(5));
        changes = watch(Watch.from(position));
        List<JobChange> ended = changes.poll();
        assertThat(ended)
                .extracting(change -> change.number() + ":" + change.status())
                .contains(job + ":CANCELED");
        assertThat(changes.position(ended)).as("until somebody is done with it").endsWith("/" + job);
        assertThat(changes.position(List.of())).endsWith("/");
    }

    @Test
    void jobsOfOtherTypesCostARequestEach() {
        create("SERVING", JobScript.run());
        poll();
        time.pass(STEP);
        assertThat(poll()).hasSizeLessThan(2);
        assertThat(requests("GET")).hasSize(1);
    }

    @Test
    void manyJobsOfOtherTypesAreLookedAtInTheList() {
        create("SERVING", JobScript.run());
        for (int i = 0; i < 60; i++) {
            create("SERVING", JobScript.run());
        }
        poll();
        time.pass(STEP);
        poll();
        assertThat(requests("GET")).singleElement().asString().contains("pageNum");
    }

    @Test
    void tablesThatAreRefusedLeaveTheListAndAreTriedAgain() {
        server.intercept(request -> request.path().endsWith("queryTable")
                ? Answer.json(403, "{\"code\":\"accessDenied\",\"message\":\"Access denied\",\"data\":null}")
                : null);
        add(fails());
        add(JobScript.succeed());
        assertThat(poll()).containsExactlyInAnyOrder("1:RUNNING", "2:RUNNING");
        time.pass(STEP);
        assertThat(poll()).containsExactlyInAnyOrder("1:FAIL", "2:SUCCESS");
        assertThat(requests("queryTable")).isEmpty();
        server.intercept(null);
        time.pass(Duration.ofMinutes(10));
        add(JobScript.run());
        assertThat(poll()).containsExactly("3:RUNNING");
        act("POST", "job/1/resume");
        assertThat(poll()).containsExactly("1:RUNNING");
        assertThat(requests("")).hasSize(1);
    }

    @Test
    void withoutTheFeedOldJobsThatWereResumedAreFoundByTheNextSweep() {
        changes = watch(Watch.all().feed(false));
        for (int i = 0; i < 250; i++) {
            add(fails());
        }
        time.pass(STEP);
        assertThat(poll()).hasSize(250);
        act("POST", "job/1/resume");
        time.pass(Duration.ofMinutes(9));
        assertThat(poll()).isEmpty();
        assertThat(requests("")).hasSize(1);
        time.pass(Duration.ofMinutes(1));
        assertThat(poll()).containsExactly("1:RUNNING");
    }

    @Test
    void withoutTheFeedPinnedJobsDoNotHideNewOnes() {
        changes = watch(Watch.all().feed(false));
        for (int i = 0; i < 110; i++) {
            add(fails());
        }
        time.pass(STEP);
        poll();
        for (int i = 0; i < 120; i++) {
            add(JobScript.run());
        }
        documents.change(
                "pin",
                "POST",
                "/project/demo/job/5/pin",
                JsonNodeFactory.instance.objectNode().put("pinned", true));
        assertThat(poll()).hasSize(120);
    }

    @Test
    void whatTheServersClockHidesIsFoundByTheNextSweep() {
        for (int i = 0; i < 1_200; i++) {
            add(fails());
        }
        time.pass(Duration.ofHours(2));
        add(JobScript.succeed());
        poll();
        // Set back, as seen from what the feed has read.
        time.back(Duration.ofHours(1));
        act("POST", "job/1100/resume");
        assertThat(poll()).isEmpty();
        time.pass(Duration.ofMinutes(80));
        List<String> told = new ArrayList<>(poll());
        assertThat(requests("queryTable")).hasSize(2);
        told.addAll(poll());
        assertThat(told).contains("1100:RUNNING");
        poll();
        assertThat(requests("queryTable")).hasSize(1);
    }

    @Test
    void allThatIsKnownOfAJobComesWithTheStatusThatWasSeen() {
        AddedJob job = add(fails());
        poll();
        time.pass(STEP);
        List<JobChange> failed = changes.poll();
        act("POST", "job/1/resume");
        assertThat(changes.jobs(failed).get(job.uuid())).satisfies(info -> {
            assertThat(info.status()).isEqualTo(JobStatus.FAIL);
            assertThat(info.stopTime()).isEqualTo(failed.get(0).time());
            assertThat(info.model().name()).isNotEmpty();
        });
        assertThat(poll()).containsExactly("1:RUNNING");
    }

    @Test
    void aRowThatIsOlderThanItsJobIsToldOfOnceMore() {
        poll();
        AddedJob job = add(JobScript.run());
        server.intercept(request -> request.path().endsWith(job.uuid())
                ? Answer.json(404, "{\"code\":\"notFound\",\"message\":\"no such job\",\"data\":null}")
                : null);
        List<JobChange> seen = changes.poll();
        server.clearRequests();
        assertThat(changes.jobs(seen)).isEmpty();
        assertThat(requests("GET")).hasSize(1);
        assertThat(changes.position(List.of())).startsWith(seen.get(0).time().toEpochMilli() - 1 + "/");
        server.intercept(null);
        seen = changes.poll();
        assertThat(changes.jobs(seen)).containsOnlyKeys(job.uuid());
        assertThat(changes.poll()).isEmpty();
    }

    @Test
    void aJobThatWasRemovedIsGivenUpAfterAMinuteAndFoundAgainWhenItComesBack() {
        AddedJob job = add(fails());
        poll();
        act("DELETE", "job/1");
        time.pass(STEP);
        assertThat(changes.jobs(changes.poll())).isEmpty();
        assertThat(changes.jobs(changes.poll())).isEmpty();
        time.pass(Duration.ofSeconds(61));
        assertThat(poll()).isEmpty();
        server.clearRequests();
        String trash =
                documents.get("trash", "/project/demo/trash").at("/list/0/id").asText();
        act("PUT", "trash/" + trash);
        time.pass(Duration.ofMinutes(10));
        assertThat(changes.jobs(changes.poll())).containsOnlyKeys(job.uuid());
    }

    @Test
    void manyNewJobsAreReadFromTheList() {
        add(JobScript.run());
        poll();
        for (int i = 0; i < 250; i++) {
            add(JobScript.run());
        }
        List<JobChange> seen = changes.poll();
        server.clearRequests();
        assertThat(changes.jobs(seen)).hasSize(250);
        assertThat(requests("GET")).hasSize(3);
    }

    @Test
    void oneJobThatCannotBeAskedForDoesNotHideTheOthers() {
        poll();
        AddedJob first = add(JobScript.run());
        AddedJob second = add(JobScript.run());
        server.intercept(request -> request.path().endsWith(first.uuid()) ? Answer.html(500) : null);
        List<JobChange> seen = changes.poll();
        assertThat(changes.jobs(seen)).containsOnlyKeys(second.uuid());
        List<JobChange> failing =
                seen.stream().filter(change -> change.number() == 1).toList();
        assertThat(catchThrowableOfType(StarwhaleException.class, () -> changes.jobs(failing)))
                .isNotNull();
        assertThat(poll()).containsExactly("1:RUNNING");
    }

    @Test
    void aPollThatFailsHasGivenNothing() {
        add(JobScript.succeed());
        poll();
        time.pass(ProjectChanges.GLANCE_INTERVAL);
        AtomicInteger requests = new AtomicInteger();
        server.intercept(request -> requests.incrementAndGet() == 2 ? Answer.html(500) : null);
        assertThat(catchThrowableOfType(StarwhaleException.class, changes::poll))
                .isNotNull();
        assertThat(poll()).containsExactly("1:SUCCESS");
    }

    @Test
    void aFirstPollThatFailsIsTriedAgain() {
        add(fails());
        time.pass(Duration.ofMinutes(5));
        add(JobScript.run());
        server.intercept(request -> request.path().endsWith("/job") ? Answer.html(500) : null);
        assertThat(catchThrowableOfType(StarwhaleException.class, changes::poll))
                .isNotNull();
        server.intercept(null);
        assertThat(poll()).containsExactlyInAnyOrder("1:FAIL", "2:RUNNING");
    }

    @Test
    void aProjectThatDoesNotExist() {
        Projects projects = new Projects(documents, server.url(), null);
        changes = new ProjectChanges(
                "nowhere",
                new ServerJobs(documents, projects),
                new SummaryRows(documents, projects, "nowhere"),
                time,
                Watch.all());
        assertThatThrownBy(changes::poll).isInstanceOf(NotFoundException.class).hasMessageContaining("nowhere");
    }

    /** A time that the test sets, for the client and the server. */
    private static final class SteppedTime extends Clock implements Time {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");
        private Duration serversDelay = Duration.ZERO;

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        /** Sets the Server's clock back, and not ours. */
        void back(Duration duration) {
            serversDelay = serversDelay.plus(duration);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void pause(Duration duration) {}

        @Override
        public Instant instant() {
            return now.minus(serversDelay);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
