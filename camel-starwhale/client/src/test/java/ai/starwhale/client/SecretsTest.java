// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.starwhale.testkit.Answer;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tokens and passwords get into no log and no exception, whatever goes wrong. */
class SecretsTest {
    private static final String SECRET = "canary";

    @TempDir
    Path folder;

    private final Bench bench = Bench.recorded();
    private final Logger logger = (Logger) LoggerFactory.getLogger("ai.starwhale");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<Throwable> thrown = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(Level.DEBUG);
        bench.close();
    }

    static List<Answer> answers() {
        return List.of(
                Answer.json(400, "{\"message\":\"x\"}"),
                Answer.json(401, "{\"message\":[\"x\"]}"),
                Answer.json(403, "{}"),
                Answer.json(404, "{\"code\":[\"x\"]"),
                Answer.json(409, ""),
                Answer.html(200),
                Answer.html(404),
                Answer.html(500),
                Answer.of(503, null, "busy").header("Retry-After", "1"),
                Answer.of(302, null, "").header("Location", "http://127.0.0.1:1/"),
                Answer.json(200, ""),
                Answer.json(200, "canaryvalue"),
                Answer.json(200, "{\"code\":\"success\",\"data\":canary}"),
                Answer.json(200, "[]"),
                Answer.cut(),
                Answer.fromServer().cutAfter(10),
                Answer.of(204, null, ""));
    }

    @Test
    void noKindOfFailureTellsAToken() {
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            for (String path : List.of("/job/3", "/scanTable", "/listTables", "/task", "/project/demo")) {
                for (Answer answer : answers()) {
                    // The token that the login gives is one that can be recognised.
                    bench.server.intercept(request -> request.path().endsWith(path)
                            ? answer
                            : request.path().endsWith("/login")
                                    ? Answer.json(200, "{}").header("Authorization", "Bearer " + Bench.TOKEN)
                                    : null);
                    for (Starwhale each : List.of(client, bench.client)) {
                        Job job = each.job(bench.server.url() + "/project/demo/job/3");
                        fails(job::info);
                        fails(job::summary);
                        fails(job::tables);
                        fails(job::tasks);
                        fails(() -> drain(job));
                    }
                }
            }
        }
        assertThat(thrown).hasSizeGreaterThan(150);
        assertNothingWasTold();
    }

    @Test
    void aSecretThatTheServerRepeatsIsNotRepeatedAgain() {
        for (Answer echo : List.of(
                Answer.json(400, "{\"message\":\"you sent Bearer canary-token\"}"),
                Answer.of(500, null, "userPwd=canary-password; Bearer canary-token"),
                Answer.of(302, null, "").header("Location", "http://127.0.0.1:1/?token=canary-token"))) {
            bench.server.intercept(request -> request.path().endsWith("/login")
                    ? Answer.json(200, "{}").header("Authorization", "Bearer " + Bench.TOKEN)
                    : echo);
            try (Starwhale client =
                    bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
                fails(() ->
                        client.job(bench.server.url() + "/project/demo/job/3").info());
            }
        }

        assertThat(thrown).hasSize(3);
        assertNothingWasTold();
    }

    @Test
    void noFailureOfALoginTellsAPassword() {
        for (Answer answer : answers()) {
            bench.answer("/login", answer);
            try (Starwhale client =
                    bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
                fails(() ->
                        client.job(bench.server.url() + "/project/demo/job/3").info());
            }
        }
        bench.server.intercept(null);
        try (Starwhale client =
                bench.builder().login(Bench.USER, "canary-wrong").build()) {
            fails(() -> client.job(bench.server.url() + "/project/demo/job/3").info());
        }

        assertThat(thrown).hasSize(answers().size() + 1);
        assertNothingWasTold();
    }

    @Test
    void noFailureOfACreateTellsThePasswordOfTheEditor() {
        JobRequest request = JobRequest.builder()
                .project("demo")
                .model("demo")
                .runHandler("evaluator:serve")
                .runtime("pytorch")
                .devMode(true)
                .devModePassword("canary-dev")
                .build();
        for (Answer answer : answers()) {
            bench.answer("/project/demo/job", answer);
            fails(() -> bench.client.createJob(request));
        }

        // Where only the answer was lost the job is found, and nothing is thrown.
        assertThat(thrown).hasSizeGreaterThan(answers().size() - 5);
        assertThat(request.toString()).doesNotContain(SECRET);
        assertNothingWasTold();
    }

    @Test
    void noAddressAndNoConfigurationTellsASecret() throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.yaml"),
                "current_instance: nowhere\ninstances: {a: {uri: 'http://127.0.0.1:1', sw_token: canary-token}}");
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "sw_token: 'canary-token\nb: [");
        try (Starwhale client =
                        Starwhale.builder().swcliConfig(config).time(bench.time).build();
                Starwhale other = Starwhale.builder().swcliConfig(broken).build()) {
            fails(() -> client.job("3"));
            fails(() -> client.job("a/project/demo/job/3").info());
            fails(() -> client.job("https://user:canary-pw@host/project/demo/job/3"));
            fails(() -> client.job("user:canary-pw@host/project/demo/job/3"));
            fails(() -> client.jobs("https://user:canary-pw@host", PageRequest.of(1, 1)));
            fails(() -> other.job("3"));
        }

        assertThat(thrown).hasSize(6);
        assertNothingWasTold();
    }

    @Test
    void logTellsWhatWasAskedAndWhatCame() {
        bench.answer("/job/3", Answer.of(503, null, "busy").header("Retry-After", "7"));
        fails(bench.job("3")::info);

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(message -> message.matches(
                        "#1 GET " + bench.server.url() + "/api/v1/project/demo/job/3 begins, attempt 1"))
                .anyMatch(message -> message.matches("#2 GET " + bench.server.url()
                        + "/api/v1/project/demo/job/3 -> 503 in \\d+ ms, attempt 2, UnavailableException"))
                .anyMatch(message -> message.startsWith("trying again in 7000 ms, after attempt 1: cannot get job 3"));
    }

    private void fails(ThrowingCallable call) {
        Throwable e = catchThrowable(call);
        if (e != null) {
            thrown.add(e);
        }
    }

    private static void drain(Job job) {
        try (RowStream rows = job.rows("results", Scan.from("mnist_3").pageSize(3))) {
            rows.forEachRemaining(row -> assertThat(row).isNotEmpty());
        }
    }

    private void assertNothingWasTold() {
        assertThat(thrown).allSatisfy(e -> assertThat(e).isInstanceOf(StarwhaleException.class));
        for (Throwable e : thrown) {
            StringWriter text = new StringWriter();
            // Causes and suppressed exceptions included.
            e.printStackTrace(new PrintWriter(text));
            assertThat(text.toString()).doesNotContain(SECRET);
        }
        List<ILoggingEvent> events = List.copyOf(log.list);
        assertThat(events).isNotEmpty();
        for (ILoggingEvent event : events) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            assertThat(event.getFormattedMessage() + trace).doesNotContain(SECRET);
        }
    }
}
