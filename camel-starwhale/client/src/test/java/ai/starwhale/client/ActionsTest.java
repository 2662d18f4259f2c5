// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be done to a job, and what the Server refuses. */
class ActionsTest {
    private final Bench bench = Bench.empty();
    private final String url = bench.server.url();

    @BeforeEach
    void fill() {
        bench.server.addProject("demo");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Job add(JobScript script) {
        Project demo = bench.server.project("demo");
        return bench.job(bench.server.addJob(demo, script).id());
    }

    private static JobScript ended(String status) {
        return JobScript.builder().at(Duration.ZERO, status).build();
    }

    @Test
    void cancelledJobIsCancellingForATime() {
        Job job = add(JobScript.run().cancelTakes(Duration.ofDays(1)));
        job.cancel();

        assertThat(job.status()).isEqualTo(JobStatus.CANCELLING);
        assertThat(bench.sent("/cancel"))
                .containsExactly(new RecordedRequest("POST", "/api/v1/project/demo/job/1/cancel", null, ""));
    }

    @Test
    void pausedJobGoesOn() {
        Job job = add(JobScript.run());
        job.pause();

        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.events()).extracting(JobEvent::message).containsExactly("Job paused");
    }

    @Test
    void canceledJobIsResumed() {
        Job job = add(JobScript.run().cancelTakes(Duration.ZERO));
        job.cancel();
        assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
        job.resume();

        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void jobIsActedUponByItsUuid() {
        String uuid = add(JobScript.run().cancelTakes(Duration.ZERO)).info().uuid();
        bench.job(uuid).cancel();

        assertThat(bench.job(uuid).status()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void statusThatDoesNotAllowItIsAConflict() {
        Job done = add(ended("SUCCESS"));
        Job cancelling = add(ended("CANCELLING"));
        Job running = add(JobScript.run());
        String refusal = "invalid request on subject JOB ";

        assertThat(conflict(done::cancel))
                .isEqualTo("cannot cancel job 1 of project demo on " + url + ": " + refusal
                        + "freeze job can't be canceled (400); a job that is RUNNING or PAUSED is expected");
        assertThat(conflict(cancelling::cancel))
                .isEqualTo(
                        "cannot cancel job 2 of project demo on " + url + ": " + refusal
                                + "not RUNNING/PAUSED job can't be canceled (400); a job that is RUNNING or PAUSED is expected");
        assertThat(conflict(done::pause))
                .isEqualTo("cannot pause job 1 of project demo on " + url + ": " + refusal
                        + "frozen job can't be paused (400); a job that is RUNNING is expected");
        assertThat(conflict(running::resume))
                .isEqualTo("cannot resume job 3 of project demo on " + url + ": " + refusal
                        + "only failed/paused/canceled job can be resumed (400);"
                        + " a job that is PAUSED, FAIL or CANCELED is expected");
    }

    private static String conflict(Runnable action) {
        ConflictException e = catchThrowableOfType(ConflictException.class, action::run);
        assertThat(e.httpStatus()).isEqualTo(400);
        return e.getMessage();
    }

    @Test
    void failureOfTheServerIsAConflictOnlyWhenItSaysSo() {
        Job job = add(JobScript.run());
        bench.answer("/cancel", Answer.json(500, "{\"message\":\"READY job cannot be canceled\"}"));
        ConflictException refused = catchThrowableOfType(ConflictException.class, job::cancel);
        bench.answer("/cancel", Answer.json(500, "{\"message\":\"task is null\"}"));
        StarwhaleException broken = catchThrowableOfType(StarwhaleException.class, job::cancel);

        assertThat(refused)
                .hasMessage("cannot cancel job 1 of project demo on " + url + ": READY job cannot be canceled (500);"
                        + " a job that is RUNNING or PAUSED is expected");
        assertThat(broken)
                .isExactlyInstanceOf(StarwhaleException.class)
                .hasMessage("cannot cancel job 1 of project demo on " + url + ": task is null (500)");
    }

    static Stream<Consumer<Job>> actions() {
        return Stream.of(
                Job::cancel,
                Job::pause,
                Job::resume,
                Job::remove,
                Job::recover,
                job -> job.comment("x"),
                job -> job.pin(true),
                job -> job.addEvent("INFO", "x", null));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void unknownJob(Consumer<Job> action) {
        NotFoundException e = catchThrowableOfType(NotFoundException.class, () -> action.accept(bench.job("999")));

        assertThat(e)
                .hasMessageEndingWith(
                        " job 999 of project demo on " + url + ": Resource is not found Starwhale Bundle 999 (404)");
    }

    @ParameterizedTest
    @MethodSource("actions")
    void nameThatIsNoJobIsNotAskedFor(Consumer<Job> action) {
        InvalidRequestException e =
                catchThrowableOfType(InvalidRequestException.class, () -> action.accept(bench.job("mnist")));

        assertThat(e).hasMessageStartingWith("'mnist' is not a job of a Server: ");
        assertThat(bench.server.requests()).isEmpty();
    }

    @Test
    void commentIsReplaced() {
        Job job = add(JobScript.run());
        job.comment("first");
        job.comment("päd \"2\"\n");

        assertThat(job.info().comment()).isEqualTo("päd \"2\"\n");
        assertThat(bench.sent("/job/1").get(0))
                .isEqualTo(new RecordedRequest("PUT", "/api/v1/project/demo/job/1", null, "{\"comment\":\"first\"}"));
    }

    @Test
    void pinnedJobStandsFirst() {
        Job first = add(JobScript.run());
        add(JobScript.run());
        first.pin(true);

        assertThat(ids()).containsExactly("1", "2");
        assertThat(first.info().pinnedTime()).isNotNull();
        first.pin(false);
        assertThat(ids()).containsExactly("2", "1");
        assertThat(first.info().pinnedTime()).isNull();
        assertThat(bench.sent("/pin"))
                .extracting(RecordedRequest::body)
                .containsExactly("{\"pinned\":true}", "{\"pinned\":false}");
    }

    @Test
    void removedJobIsFoundByItsNumberOnlyAndRecovered() {
        Job job = add(JobScript.run());
        String uuid = job.info().uuid();
        job.remove();

        assertThat(ids()).isEmpty();
        assertThat(job.info().uuid()).isEqualTo(uuid);
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> bench.job(uuid).info()))
                .isNotNull();
        bench.job(uuid).recover();
        assertThat(ids()).containsExactly("1");
        assertThat(bench.job(uuid).status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void trashIsReadByTheNumbersThatItHasItself() {
        for (int i = 0; i < 3; i++) {
            add(JobScript.run());
        }
        for (String id : List.of("3", "1", "2")) {
            bench.job(id).remove();
        }
        bench.job("1").recover();

        assertThat(ids()).containsExactly("1");
        assertThat(bench.sent("/trash/2")).extracting(RecordedRequest::method).containsExactly("PUT");
    }

    @Test
    void jobThatIsNotInTheTrash() {
        Job job = add(JobScript.run());
        NotFoundException there = catchThrowableOfType(NotFoundException.class, job::recover);
        job.remove();
        bench.answer(
                "/trash/1",
                Answer.json(
                        400,
                        "{\"code\":\"x\",\"message\":\"invalid request on subject TRASH\\nCan not find trash\",\"data\":null}"));
        NotFoundException gone = catchThrowableOfType(NotFoundException.class, job::recover);

        assertThat(there).hasMessage("cannot recover job 1 of project demo on " + url + ": it is not in the trash");
        assertThat(gone)
                .hasMessage("cannot recover job 1 of project demo on " + url
                        + ": invalid request on subject TRASH Can not find trash (400)");
    }

    private List<String> ids() {
        return bench.client.jobs("demo", PageRequest.of(1, 10)).items().stream()
                .map(JobInfo::id)
                .toList();
    }
}
