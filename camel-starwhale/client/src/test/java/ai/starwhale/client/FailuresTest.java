// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.Project;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a Server says itself when something does not work, as exceptions. */
class FailuresTest {
    private final Bench bench = Bench.recorded();
    private final String url = bench.server.url();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void unknownProject() {
        NotFoundException e = catchThrowableOfType(
                NotFoundException.class,
                () -> bench.client.job(url + "/project/nosuch/job/3").info());

        assertThat(e)
                .hasMessage("cannot get job 3 of project nosuch on " + url
                        + ": Resource is not found Project Unable to find project nosuch, you may use OWNER:PROJECT or"
                        + " project id to access the project (404)")
                .hasNoCause();
        assertThat(e.httpStatus()).isEqualTo(404);
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    void unknownJob() {
        NotFoundException e = catchThrowableOfType(
                NotFoundException.class, () -> bench.job("999").info());

        assertThat(e)
                .hasMessage("cannot get job 999 of project demo on " + url
                        + ": Resource is not found Starwhale Bundle 999 (404)");
        assertThat(e.httpStatus()).isEqualTo(404);
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    void unknownUuidIsNoJobWithoutResults() {
        Job job = bench.job("0123456789abcdef0123456789ABCDEF");

        for (NotFoundException e : new NotFoundException[] {
            catchThrowableOfType(NotFoundException.class, job::info),
            catchThrowableOfType(NotFoundException.class, job::summary),
            catchThrowableOfType(NotFoundException.class, job::tables),
            catchThrowableOfType(
                    NotFoundException.class, () -> job.rows("results").next()),
            catchThrowableOfType(NotFoundException.class, job::tasks)
        }) {
            assertThat(e)
                    .hasMessageContaining("job 0123456789abcdef0123456789ABCDEF of project demo on " + url)
                    .hasMessageContaining("Resource is not found Starwhale Bundle");
            assertThat(e.httpStatus()).isEqualTo(404);
        }
    }

    @Test
    void namesThatAreNoJobsAreNotAskedFor() {
        for (String name : new String[] {"mnist", "8116d5ba", "-3", "1234567890123456789", "3 4"}) {
            InvalidRequestException e = catchThrowableOfType(
                    InvalidRequestException.class,
                    () -> bench.client.job(url + "/project/demo/job/" + name).info());

            assertThat(e)
                    .hasMessage(
                            "'" + name + "' is not a job of a Server: a number such as 3 or a uuid of 32 hexadecimal"
                                    + " digits is expected");
            assertThat(e.httpStatus()).isZero();
        }
        assertThat(bench.server.requests()).isEmpty();
    }

    @Test
    void userWithoutARoleInTheProject() {
        try (Bench other = Bench.empty()) {
            Project project = other.server.addProject("private");
            String id = other.server.addJob(project, JobScript.succeed()).id();
            try (Starwhale bob = other.builder().login("bob", Bench.PASSWORD).build()) {
                NotPermittedException e = catchThrowableOfType(
                        NotPermittedException.class, () -> bob.job(other.server.url() + "/project/private/job/" + id)
                                .info());

                assertThat(e)
                        .hasMessage("cannot get job " + id + " of project private on " + other.server.url()
                                + ": Access is denied (403)");
                assertThat(e.httpStatus()).isEqualTo(403);
            }
            assertThat(other.sent("/job/" + id)).hasSize(1);
        }
    }

    @Test
    void failureOfTheServerIsNotRepeated() {
        bench.answer(
                "/job/3",
                Answer.json(
                        500,
                        "{\"code\":\"internalServerError\",\"message\":\"Cannot invoke \\\"java.util.List.forEach(...)"
                                + "\\\" because \\\"specList\\\" is null\",\"data\":null}"));

        StarwhaleException e = catchThrowableOfType(
                StarwhaleException.class, () -> bench.job("3").info());

        assertThat(e)
                .isExactlyInstanceOf(StarwhaleException.class)
                .hasMessage("cannot get job 3 of project demo on " + url
                        + ": Cannot invoke \"java.util.List.forEach(...)\" because \"specList\" is null (500)");
        assertThat(e.httpStatus()).isEqualTo(500);
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    void conflict() {
        bench.answer("/job/3", Answer.json(409, "{\"code\":\"x\",\"message\":\"there is one\",\"data\":null}"));

        ConflictException e = catchThrowableOfType(
                ConflictException.class, () -> bench.job("3").info());

        assertThat(e).hasMessage("cannot get job 3 of project demo on " + url + ": there is one (409)");
        assertThat(e.httpStatus()).isEqualTo(409);
    }

    @Test
    void connectionsAreFreeAgainAfterFailures() {
        // More of each kind than there are connections: a lost one would make the last call wait for ever.
        Answer[] answers = {
            Answer.json(500, "{\"message\":\"x\"}"),
            Answer.html(200),
            Answer.html(404),
            Answer.json(200, "{\"code\":\"success\",\"data\":{\"li"),
            Answer.json(400, "x".repeat(300_000)),
            Answer.json(401, "{}"),
            Answer.of(302, null, "elsewhere").header("Location", "http://127.0.0.1:1/"),
            Answer.of(204, null, "")
        };
        for (Answer answer : answers) {
            bench.answer("/job/3", answer);
            for (int i = 0; i < 21; i++) {
                assertThat(catchThrowableOfType(
                                StarwhaleException.class, () -> bench.job("3").info()))
                        .isNotNull();
            }
        }
        bench.server.intercept(null);

        assertThat(bench.job("3").status()).isEqualTo(JobStatus.SUCCESS);
    }
}
