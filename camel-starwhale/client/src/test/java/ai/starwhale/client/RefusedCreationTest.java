// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.ModelVersion;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Server turns a create request away. */
class RefusedCreationTest {
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
