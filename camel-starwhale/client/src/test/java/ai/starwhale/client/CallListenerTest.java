// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a listener is told of calls. */
class CallListenerTest {
    private static final String JOB = "/api/v1/project/{project}/job/{job}";
    private static final String LOGIN = "/api/v1/login";

    private final Bench bench = Bench.recorded();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        bench.close();
    }

    private Starwhale client(CallListener listener) {
        return bench.builder().token(Bench.TOKEN).callListener(listener).build();
    }

    private Job job(Starwhale client) {
        return client.job(bench.server.url() + "/project/demo/job/3");
    }

    @Test
    void callThatSucceedsAtOnce() {
        try (Starwhale client = client(heard)) {
            assertThat(job(client).status()).isEqualTo(JobStatus.SUCCESS);
        }

        assertThat(heard.attempts).singleElement().satisfies(attempt -> {
            assertThat(attempt.operation()).isEqualTo(JOB);
            assertThat(attempt.method()).isEqualTo("GET");
            assertThat(attempt.instance()).isEqualTo(bench.server.url());
            assertThat(attempt.number()).isEqualTo(1);
            assertThat(attempt.waited()).isZero();
            assertThat(attempt.status()).isEqualTo(200);
            assertThat(attempt.outcome()).isEqualTo("success");
            assertThat(attempt.bytesRead()).isGreaterThan(1000);
            assertThat(attempt.duration()).isPositive();
        });
        assertThat(heard.calls).singleElement().satisfies(call -> {
            assertThat(call.operation()).isEqualTo(JOB);
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.instance()).isEqualTo(bench.server.url());
            assertThat(call.attempts()).isEqualTo(1);
            assertThat(call.waited()).isZero();
            assertThat(call.outcome()).isEqualTo("success");
            assertThat(call.duration()).isLessThan(Duration.ofHours(1));
            assertThat(call.duration())
                    .isGreaterThanOrEqualTo(heard.attempts.get(0).duration());
        });
    }

    @Test
    void repetitionsAndWaits() {
        AtomicInteger asked = new AtomicInteger();
        bench.server.intercept(request -> switch (asked.incrementAndGet()) {
            case 1 -> Answer.of(503, null, "busy").header("Retry-After", "7");
            case 2 -> Answer.cut();
            default -> null;
        });
        try (Starwhale client = client(heard)) {
            assertThat(job(client).status()).isEqualTo(JobStatus.SUCCESS);
        }

        List<Duration> pauses = bench.time.pauses();
        assertThat(pauses).hasSize(2).startsWith(Duration.ofSeconds(7));
        assertThat(heard.attempts).extracting(CallListener.Attempt::number).containsExactly(1, 2, 3);
        assertThat(heard.attempts).extracting(CallListener.Attempt::status).containsExactly(503, 0, 200);
        assertThat(heard.attempts)
                .extracting(CallListener.Attempt::outcome)
                .containsExactly("UnavailableException", "UnavailableException", "success");
        assertThat(heard.attempts)
                .extracting(CallListener.Attempt::waited)
                .containsExactly(Duration.ZERO, pauses.get(0), pauses.get(1));
        assertThat(heard.calls).singleElement().satisfies(call -> {
            assertThat(call.attempts()).isEqualTo(3);
            assertThat(call.waited()).isEqualTo(pauses.get(0).plus(pauses.get(1)));
            assertThat(call.outcome()).isEqualTo("success");
        });
    }

    @Test
    void callThatFails() {
        bench.answer("/job/3", Answer.of(503, null, "busy"));
        try (Starwhale client = client(heard)) {
            assertThat(catchThrowableOfType(UnavailableException.class, job(client)::info))
                    .isNotNull();
            bench.server.intercept(null);
            assertThat(catchThrowableOfType(
                            NotFoundException.class, client.job(bench.server.url() + "/project/demo/job/999")::info))
                    .isNotNull();
        }

        assertThat(heard.calls)
                .extracting(CallListener.Call::outcome)
                .containsExactly("UnavailableException", "NotFoundException");
        assertThat(heard.calls).extracting(CallListener.Call::attempts).containsExactly(5, 1);
    }

    @Test
    void loginIsACallOfItsOwn() {
        try (Starwhale client = bench.builder()
                .login(Bench.USER, Bench.PASSWORD)
                .callListener(heard)
                .build()) {
            assertThat(job(client).status()).isEqualTo(JobStatus.SUCCESS);
            bench.server.revokeTokens();
            assertThat(job(client).status()).isEqualTo(JobStatus.SUCCESS);
        }

        assertThat(heard.calls).extracting(CallListener.Call::operation).containsExactly(LOGIN, JOB, LOGIN, JOB);
        assertThat(heard.attempts)
                .extracting(CallListener.Attempt::operation)
                .containsExactly(LOGIN, JOB, JOB, LOGIN, JOB);
        assertThat(heard.attempts).extracting(CallListener.Attempt::status).containsExactly(200, 200, 401, 200, 200);
        assertThat(heard.attempts).extracting(CallListener.Attempt::number).containsExactly(1, 1, 1, 1, 2);
    }

    @Test
    void operationsHaveNoIdsInThem() throws IOException {
        try (Starwhale client = client(heard)) {
            client.jobs("demo", PageRequest.of(1, 3));
            Job job = job(client);
            job.info();
            job.tasks();
            job.tables();
            job.events();
            job.summary();
            job.rows("results").forEachRemaining(row -> assertThat(row).isNotEmpty());
            try (BufferedReader log = job.logs("9").get(0).open()) {
                assertThat(log.readLine()).isNotEmpty();
            }
            client.createJob(JobRequest.builder()
                            .project("demo")
                            .model("demo")
                            .runHandler("evaluator:evaluate")
                            .datasets("mnist")
                            .build())
                    .cancel();
        }

        assertThat(heard.calls)
                .extracting(CallListener.Call::operation)
                .allMatch(operation -> operation.matches("(/[a-zA-Z1]+|/\\{[a-z]+})+"))
                .contains(
                        "/api/v1/project/{project}/job",
                        JOB,
                        JOB + "/task",
                        JOB + "/event",
                        JOB + "/cancel",
                        "/api/v1/datastore/listTables",
                        "/api/v1/datastore/scanTable",
                        "/api/v1/datastore/queryTable",
                        "/api/v1/log/offline/{offline}",
                        "/api/v1/log/offline/{offline}/{name}",
                        "/api/v1/project/{project}/model/{model}")
                .allSatisfy(operation -> assertThat(operation).doesNotContain("demo", "3", "9", "starwhale-run"));
    }

    @Test
    void listenerThatFailsBreaksNothingAndIsComplainedOfOnce() {
        Logger logger = (Logger) LoggerFactory.getLogger("ai.starwhale.client.internal.http.Reports");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        CallListener failing = new CallListener() {
            @Override
            public void onAttempt(Attempt attempt) {
                throw new IllegalStateException("attempt");
            }

            @Override
            public void onCall(Call call) {
                throw new IllegalStateException("call");
            }
        };
        try (Starwhale client = client(failing)) {
            for (int i = 0; i < 3; i++) {
                assertThat(job(client).status()).isEqualTo(JobStatus.SUCCESS);
            }
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "the call listener " + failing.getClass().getName() + " failed, which is not said again");
    }

    private static final class Heard implements CallListener {
        final List<Attempt> attempts = new CopyOnWriteArrayList<>();
        final List<Call> calls = new CopyOnWriteArrayList<>();

        @Override
        public void onAttempt(Attempt attempt) {
            attempts.add(attempt);
        }

        @Override
        public void onCall(Call call) {
            calls.add(call);
        }
    }
}
