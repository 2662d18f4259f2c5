// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.RecordedRequest;
import ai.starwhale.testkit.StarwhaleServer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change goes out once, whatever happens to its answer. */
class ActionsOnceTest {
    private static final String NOT_KNOWN = "; whether it was done is not known: look at the job before you try again";

    private final Bench bench = Bench.empty();

    @BeforeEach
    void fill() {
        StarwhaleServer.AddedJob job = bench.server.addJob(bench.server.addProject("demo"), JobScript.run());
        assertThat(job.id()).isEqualTo("1");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Consumer<Job>> actions() {
        return Stream.of(
                Job::cancel, Job::pause, Job::resume, Job::remove, job -> job.comment("x"), job -> job.pin(true));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void lostAnswerIsNotFollowedByAnotherRequest(Consumer<Job> action) {
        for (Answer lost : List.of(
                Answer.cut().afterHandling(),
                Answer.of(503, null, "busy").header("Retry-After", "1").afterHandling(),
                Answer.of(504, null, "gateway timeout"))) {
            bench.server.clearRequests();
            bench.server.intercept(request -> lost);

            UnavailableException e =
                    catchThrowableOfType(UnavailableException.class, () -> action.accept(bench.job("1")));

            assertThat(e)
                    .hasMessageContaining(" job 1 of project demo on " + bench.server.url() + ": ")
                    .hasMessageEndingWith(NOT_KNOWN);
            assertThat(changes()).hasSize(1);
        }
        assertThat(bench.time.pauses()).isEmpty();
    }

    @Test
    void answerThatMakesNoSense() {
        bench.answer("/cancel", Answer.html(200).afterHandling());

        ProtocolException e = catchThrowableOfType(
                ProtocolException.class, () -> bench.job("1").cancel());

        assertThat(e).hasMessageEndingWith(NOT_KNOWN);
        assertThat(changes()).hasSize(1);
    }

    @Test
    void lostAnswerOfARestoreFollowsReadsThatMayBeRepeated() {
        bench.job("1").remove();
        bench.server.clearRequests();
        bench.answer("/trash/1", Answer.cut().afterHandling());

        UnavailableException e = catchThrowableOfType(
                UnavailableException.class, () -> bench.job("1").recover());

        assertThat(e).hasMessageEndingWith(NOT_KNOWN);
        assertThat(changes()).hasSize(1);
        bench.server.intercept(null);
        assertThat(bench.client.jobs("demo", PageRequest.of(1, 10)).items()).hasSize(1);
    }

    @Test
    void changeThatWasRefusedForItsTokenIsSentAgainWithTheNextOne() {
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            Job job = client.job(bench.server.url() + "/project/demo/job/1");
            assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            bench.server.revokeTokens();
            job.comment("x");

            assertThat(job.info().comment()).isEqualTo("x");
        }
        assertThat(bench.sent("/login")).hasSize(2);
        assertThat(changes()).extracting(RecordedRequest::method).containsExactly("PUT", "PUT");
    }

    private List<RecordedRequest> changes() {
        return bench.server.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .filter(request -> !request.path().endsWith("/login"))
                .toList();
    }
}
