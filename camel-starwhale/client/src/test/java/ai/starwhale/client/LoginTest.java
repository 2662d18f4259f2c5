// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.StarwhaleServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginTest {
    private final Bench bench = Bench.recorded();
    private final String url = bench.server.url();
    private final String job = url + "/project/demo/job/3";

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void logsInOnceForManyCalls() {
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            client.job(job).info();
            client.job(job).tasks();
        }

        assertThat(bench.sent("/login")).hasSize(1);
        assertThat(bench.sent("/login").get(0).body()).isEqualTo("userName=starwhale&userPwd=canary-password");
    }

    @Test
    void encodesUserAndPassword() {
        String password = "canary- &=+%ü漢";
        try (StarwhaleServer server =
                        StarwhaleServer.builder().user("a&b=c", password).start();
                Starwhale client = Starwhale.builder()
                        .instance(server.url())
                        .swcliConfig(Bench.NO_CONFIG)
                        .login("a&b=c", password)
                        .build()) {
            server.addProject("demo");

            assertThat(client.jobs("demo", PageRequest.of(1, 10)).items()).isEmpty();
        }
    }

    @Test
    void threadsThatWaitForALoginShareItsFailure() throws Exception {
        CountDownLatch waiting = new CountDownLatch(8);
        bench.server.intercept(request -> {
            if (request.path().endsWith("/login")) {
                awaitUninterruptibly(waiting);
            }
            return null;
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Starwhale client =
                bench.builder().login(Bench.USER, "canary-wrong").build()) {
            List<Future<NotAuthenticatedException>> failures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                failures.add(threads.submit(() -> {
                    waiting.countDown();
                    return catchThrowableOfType(NotAuthenticatedException.class, () -> client.job(job)
                            .info());
                }));
            }
            for (Future<NotAuthenticatedException> failure : failures) {
                assertThat(failure.get()).hasMessageContaining("check the password of user 'starwhale'");
            }
        } finally {
            threads.shutdownNow();
        }
        // A thread may come so late that the first login is over.
        assertThat(bench.sent("/login").size()).isLessThan(8);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void threadsThatStartTogetherShareOneLogin() throws Exception {
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            assertThat(statusesOf(client)).hasSize(80).containsOnly(JobStatus.SUCCESS);
        }

        assertThat(bench.sent("/login")).hasSize(1);
    }

    @Test
    void expiredTokenIsRenewedOnceForAllThreads() throws Exception {
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            client.job(job).info();
            bench.server.revokeTokens();
            bench.server.clearRequests();

            assertThat(statusesOf(client)).hasSize(80).containsOnly(JobStatus.SUCCESS);
        }

        assertThat(bench.sent("/login")).hasSize(1);
        assertThat(bench.time.pauses()).isEmpty();
    }

    @Test
    void tokenThatExpiresBetweenTwoPagesDoesNotDisturbAScan() {
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            List<Object> keys = new ArrayList<>();
            try (RowStream rows = client.job(job).rows("results", Scan.all().pageSize(4))) {
                while (rows.hasNext()) {
                    keys.add(rows.next().get("id"));
                    bench.server.revokeTokens();
                }
            }
            assertThat(keys).hasSize(10).doesNotHaveDuplicates();
        }
    }

    @Test
    void wrongPasswordIsOneRequestAndOneClearError() {
        try (Starwhale client =
                bench.builder().login(Bench.USER, "canary-wrong").build()) {
            NotAuthenticatedException e = catchThrowableOfType(
                    NotAuthenticatedException.class, () -> client.job(job).info());

            assertThat(e)
                    .hasMessage("cannot log in as 'starwhale' on " + url
                            + ": Wrong username or password (401); check the password of user 'starwhale'")
                    .hasNoCause();
            assertThat(e.httpStatus()).isEqualTo(401);
        }
        assertThat(bench.server.requests()).hasSize(1);
        assertThat(bench.time.pauses()).isEmpty();
    }

    @Test
    void userWhoIsRefusedInSpiteOfANewTokenIsNotLoggedInForEver() {
        bench.answer("/job/3", Answer.json(401, "{\"message\":[\"JWT token is expired or invalid.\"]}"));
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            NotAuthenticatedException e = catchThrowableOfType(
                    NotAuthenticatedException.class, () -> client.job(job).info());

            assertThat(e)
                    .hasMessage("cannot get job 3 of project demo on " + url
                            + ": JWT token is expired or invalid. (401); check the password of user 'starwhale'");
        }
        assertThat(bench.sent("/login")).hasSize(2);
        assertThat(bench.sent("/job/3")).hasSize(2);
    }

    @Test
    void expiredTokenWithoutPasswordIsAClearError() {
        bench.server.revokeTokens();

        NotAuthenticatedException e = catchThrowableOfType(
                NotAuthenticatedException.class, () -> bench.job("3").info());

        assertThat(e)
                .hasMessage("cannot get job 3 of project demo on " + url
                        + ": JWT token is expired or invalid. (401); the token may have expired: log in again");
        assertThat(e.httpStatus()).isEqualTo(401);
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    void noCredentialsAtAllIsAClearError() {
        try (Starwhale client = bench.builder().build()) {
            NotAuthenticatedException e = catchThrowableOfType(
                    NotAuthenticatedException.class, () -> client.job(job).info());

            assertThat(e)
                    .hasMessage("cannot get job 3 of project demo on " + url
                            + ": Not logged in. (401); give a token, or a user and a password");
            assertThat(e.httpStatus()).isEqualTo(401);
        }
    }

    @Test
    void loginThatGivesNoTokenIsAnError() {
        bench.answer("/login", Answer.json(200, "{\"code\":\"success\",\"message\":\"Success\",\"data\":{}}"));
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            ProtocolException e = catchThrowableOfType(
                    ProtocolException.class, () -> client.job(job).info());

            assertThat(e)
                    .hasMessage("cannot log in as 'starwhale' on " + url + ": the answer to the login holds no token");
            assertThat(e.httpStatus()).isEqualTo(200);
        }
    }

    @Test
    void loginAtABusyServerIsTriedAgain() {
        AtomicInteger logins = new AtomicInteger();
        bench.server.intercept(request -> request.path().endsWith("/login") && logins.incrementAndGet() < 3
                ? Answer.of(503, null, "server is upgrading, web api are not ready now")
                : null);
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            assertThat(client.job(job).status()).isEqualTo(JobStatus.SUCCESS);
        }
        assertThat(logins).hasValue(3);
    }

    @Test
    void changeWhoseLoginMeetsABusyServerIsMade() {
        AtomicInteger logins = new AtomicInteger();
        bench.server.intercept(request -> request.path().endsWith("/login") && logins.incrementAndGet() < 3
                ? Answer.of(503, null, "server is upgrading, web api are not ready now")
                : null);
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            client.job(job).comment("tonight");
            assertThat(catchThrowableOfType(
                            ConflictException.class, () -> client.job(job).cancel()))
                    .isNotNull();
        }
        assertThat(logins).hasValue(3);
        assertThat(bench.sent("/cancel")).hasSize(1);
    }

    @Test
    void changeThatCouldNotBeLoggedInForIsKnownNotToBeMade() {
        bench.answer("/login", Answer.of(503, null, "server is upgrading, web api are not ready now"));
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            assertThat(catchThrowableOfType(
                            UnavailableException.class, () -> client.job(job).cancel()))
                    .hasMessage("cannot log in as 'starwhale' on " + url
                            + ": server is upgrading, web api are not ready now (503)");
        }
        assertThat(bench.sent("/login")).hasSize(5);
        assertThat(bench.sent("/cancel")).isEmpty();

        bench.answer("/login", Answer.json(200, "{}"));
        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            assertThat(catchThrowableOfType(
                            ProtocolException.class, () -> client.job(job).cancel()))
                    .hasMessageEndingWith(": the answer to the login holds no token");
        }
    }

    private List<JobStatus> statusesOf(Starwhale client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<JobStatus>> calls = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                calls.add(() -> client.job(job).status());
            }
            List<JobStatus> statuses = new ArrayList<>();
            for (Future<JobStatus> called : threads.invokeAll(calls)) {
                statuses.add(called.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }
}
