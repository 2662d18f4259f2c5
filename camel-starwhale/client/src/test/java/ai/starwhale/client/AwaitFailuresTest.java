// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Server cannot be asked for a while. */
class AwaitFailuresTest {
    private static final Duration SOON = Duration.ofSeconds(12);
    private final EndsBench bench = new EndsBench();

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Answer> failures() {
        return Stream.of(
                Answer.of(503, null, "server is upgrading"),
                Answer.html(500),
                Answer.html(404),
                Answer.cut(),
                Answer.json(200, "{\"code\":\"success\",\"da"),
                Answer.json(401, "{\"message\":[\"JWT token is expired or invalid.\"]}"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failedPollsChangeNothing(Answer failure) throws Exception {
        CompletableFuture<JobInfo> ended = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));
        bench.poll();

        bench.server.intercept(request -> failure);
        bench.polls(2);
        assertThat(ended).isNotDone();
        bench.server.intercept(null);
        bench.poll();

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void firstLookMayFailToo(Answer failure) throws Exception {
        bench.server.intercept(request -> failure);
        CompletableFuture<JobInfo> ended = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));

        bench.poll();
        assertThat(ended).isNotDone();
        bench.server.intercept(null);
        bench.polls(2);

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
    }

    @Test
    void endIsNotLostWhenTheQuestionForTheRestFails() throws Exception {
        CompletableFuture<JobInfo> ended = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));
        bench.polls(2);

        bench.server.intercept(request -> request.path().endsWith("/job/1") ? Answer.html(500) : null);
        bench.polls(3);
        assertThat(ended).isNotDone();
        bench.server.intercept(null);
        bench.poll();

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
    }

    @Test
    void jobThatCannotBeAskedForHoldsUpNoOther() throws Exception {
        CompletableFuture<JobInfo> broken = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));
        CompletableFuture<JobInfo> other = bench.watched(bench.add(EndsBench.ends("FAIL", SOON)));

        bench.server.intercept(request -> request.path().endsWith("/job/1") ? Answer.html(500) : null);
        bench.polls(3);

        assertThat(other.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.FAIL);
        assertThat(broken).isNotDone();
    }

    @Test
    void loginThatIsRefusedForGoodFailsTheWaits() {
        CompletableFuture<JobInfo> ended = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));

        bench.server.revokeTokens();
        bench.polls(3);
        assertThat(ended).isNotDone();
        bench.poll();

        Awaitility.await().until(ended::isDone);
        ExecutionException e = catchThrowableOfType(ExecutionException.class, ended::get);
        assertThat(e.getCause())
                .isInstanceOf(NotAuthenticatedException.class)
                .hasMessageContaining("the token may have expired: log in again");
        Awaitility.await().until(() -> EndsBench.threads() == 0);
    }

    @Test
    void expiredTokenIsRenewedOnTheWay() throws Exception {
        try (Starwhale other = bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            Job job = other.job(bench.add(EndsBench.ends("SUCCESS", SOON)).uri());
            CompletableFuture<JobInfo> ended = bench.watched(job);

            bench.server.revokeTokens();
            bench.polls(3);

            assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }
    }

    @Test
    void changeThatTheFeedNeverTellsIsFoundBySweeping() throws Exception {
        CompletableFuture<JobInfo> ended = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));
        // As after a clock was set back: nothing is ever newer than the cursor.
        bench.server.intercept(request -> request.path().endsWith("/queryTable")
                        && request.body().contains("\"GREATER\",\"operands\":[{\"columnName\":\"sys/modified_time\"")
                ? Answer.json(200, "{\"code\":\"success\",\"message\":\"\",\"data\":{\"records\":[]}}")
                : null);

        bench.polls(9);
        assertThat(ended).isNotDone();
        bench.poll();

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
    }

    @Test
    void endThatShowsLateIsNotMissed() throws Exception {
        Job late = bench.add(EndsBench.ends("SUCCESS", SOON));
        CompletableFuture<JobInfo> ended = bench.watched(late);
        CompletableFuture<JobInfo> other = bench.watched(bench.add(EndsBench.ends("SUCCESS", Duration.ofSeconds(13))));
        bench.polls(2);
        // The row of the first is not there yet, though that of the second, which is newer, is.
        bench.server.intercept(request -> request.path().endsWith("/queryTable")
                ? Answer.json(200, row(2, PassingTime.START.plusSeconds(13).toEpochMilli()))
                : null);
        bench.poll();
        assertThat(other.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(ended).isNotDone();

        bench.server.intercept(null);
        bench.poll();

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
    }

    @Test
    void endThatWasReadBeforeTheWaitBeganIsNotItsEnd() {
        CompletableFuture<JobInfo> other = bench.watched(bench.add(JobScript.run()));
        Job resumed = bench.add(JobScript.run());
        List<CompletableFuture<JobInfo>> ended = new CopyOnWriteArrayList<>();
        bench.server.intercept(request -> {
            if (request.path().endsWith("/queryTable") && ended.isEmpty()) {
                ended.add(resumed.ended());
                return Answer.json(200, row(2, PassingTime.START.toEpochMilli()));
            }
            return null;
        });

        bench.polls(3);

        assertThat(ended).hasSize(1).noneMatch(CompletableFuture::isDone);
        assertThat(other).isNotDone();
    }

    @Test
    void answerThatMakesNoSenseEndsNoWait() throws Exception {
        CompletableFuture<JobInfo> ended = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));
        bench.server.intercept(request -> request.path().endsWith("/queryTable")
                ? Answer.json(200, row(1, 1).replace("\"1\"", "\"x\""))
                : null);
        bench.polls(3);
        assertThat(ended).isNotDone();

        bench.server.intercept(null);
        bench.poll();

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
    }

    private static String row(long id, long modified) {
        return "{\"code\":\"success\",\"message\":\"\",\"data\":{\"records\":[{\"id\":{\"type\":\"STRING\",\"value\":\""
                + "0".repeat(32) + "\"},\"sys/id\":{\"type\":\"INT64\",\"value\":\"" + Long.toHexString(id)
                + "\"},\"sys/job_status\":{\"type\":\"STRING\",\"value\":\"SUCCESS\"},\"sys/modified_time\":{\"type\":\"INT64\",\"value\":\""
                + Long.toHexString(modified) + "\"}}]}}";
    }
}
