// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.ModelVersion;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The request that makes a job goes out once, whatever happens to its answer. */
class CreateJobOnceTest {
    private static final String NOT_KNOWN =
            "; whether the job was made is not known: look at the project's jobs before you try again";

    private final Bench bench = Bench.empty();

    @BeforeEach
    void fill() {
        bench.server
                .addProject("demo")
                .addModel("free", ModelVersion.withHandlers("run").withBuiltInRuntime());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Answer> lostAnswers() {
        return Stream.of(
                Answer.cut().afterHandling(),
                Answer.fromServer().cutAfter(20),
                Answer.of(502, null, "bad gateway").afterHandling(),
                Answer.of(503, null, "busy").afterHandling(),
                Answer.of(504, null, "gateway timeout").afterHandling(),
                Answer.of(429, null, "slow down").header("Retry-After", "1").afterHandling());
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void lostAnswerIsNotFollowedByAnotherRequest(Answer answer) {
        bench.answer("/project/demo/job", answer);

        UnavailableException e = catchThrowableOfType(UnavailableException.class, this::create);

        assertThat(e)
                .hasMessageStartingWith("cannot create a job of free in project demo on " + bench.server.url() + ": ")
                .hasMessageEndingWith(NOT_KNOWN);
        assertThat(bench.sent("/project/demo/job")).hasSize(1);
        assertThat(bench.time.pauses()).isEmpty();
        bench.server.intercept(null);
        assertThat(bench.client.jobs("demo", PageRequest.of(1, 10)).items()).hasSize(1);
    }

    static Stream<Answer> senselessAnswers() {
        return Stream.of(
                Answer.html(200),
                Answer.json(200, ""),
                Answer.json(200, "{\"code\":\"success\",\"da"),
                Answer.json(200, "{\"code\":\"success\",\"message\":\"Success\",\"data\":null}"));
    }

    @ParameterizedTest
    @MethodSource("senselessAnswers")
    void answerWithoutAJobIsNotTakenForOne(Answer answer) {
        bench.answer("/project/demo/job", answer.afterHandling());

        ProtocolException e = catchThrowableOfType(ProtocolException.class, this::create);

        assertThat(e)
                .hasMessageStartingWith("cannot create a job of free in project demo on " + bench.server.url() + ": ")
                .hasMessageEndingWith(NOT_KNOWN);
        assertThat(bench.sent("/project/demo/job")).hasSize(1);
    }

    @Test
    void refusalSaysWhatTheServerSaid() {
        bench.answer("/project/demo/job", Answer.json(500, "{\"message\":\"specList is null\"}"));

        StarwhaleException e = catchThrowableOfType(StarwhaleException.class, this::create);

        assertThat(e)
                .hasMessage("cannot create a job of free in project demo on " + bench.server.url()
                        + ": specList is null (500)");
        assertThat(bench.sent("/project/demo/job")).hasSize(1);
    }

    @Test
    void requestThatWasRefusedForItsTokenIsSentAgainWithTheNextOne() {
        AtomicInteger posts = new AtomicInteger();
        bench.server.intercept(request -> {
            if (request.path().endsWith("/project/demo/job") && posts.incrementAndGet() == 1) {
                bench.server.revokeTokens();
            }
            return null;
        });
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            assertThat(client.createJob(request()).status()).isEqualTo(JobStatus.RUNNING);
            assertThat(client.jobs("demo", PageRequest.of(1, 10)).items()).hasSize(1);
        }
        assertThat(bench.sent("/login")).hasSize(2);
    }

    @Test
    void versionWithoutANumberMakesNoJobOfSomethingElse() {
        bench.server.project("demo").addDataset("digits");
        bench.answer("/dataset/digits", Answer.json(200, "{\"code\":\"success\",\"message\":\"\",\"data\":{}}"));

        ProtocolException e = catchThrowableOfType(
                ProtocolException.class,
                () -> bench.client.createJob(JobRequest.builder()
                        .project("demo")
                        .model("free")
                        .runHandler("run")
                        .datasets(List.of("digits"))
                        .build()));

        assertThat(e).hasMessage(bench.server.url() + " gives no number for dataset 'digits'");
        assertThat(bench.sent("/project/demo/job")).isEmpty();
    }

    private Job create() {
        return bench.client.createJob(request());
    }

    private static JobRequest request() {
        return JobRequest.builder()
                .project("demo")
                .model("free")
                .runHandler("run")
                .build();
    }
}
