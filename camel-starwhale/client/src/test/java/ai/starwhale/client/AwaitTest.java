// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.StarwhaleServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for the end of a job. */
class AwaitTest {
    private static final Duration SOON = Duration.ofSeconds(12);
    private final EndsBench bench = new EndsBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "FAIL", "CANCELED"})
    void givesTheJobAsItEnded(String status) throws Exception {
        Job job = bench.add(EndsBench.ends(status, SOON));
        CompletableFuture<JobInfo> ended = bench.watched(job);

        bench.polls(2);
        assertThat(ended).isNotDone();
        bench.poll();

        JobInfo info = ended.get(10, TimeUnit.SECONDS);
        assertThat(info.status()).isEqualTo(new JobStatus(status));
        assertThat(info.stopTime()).isEqualTo(PassingTime.START.plus(SOON));
        assertThat(info).isEqualTo(job.info());
    }

    @Test
    void aFutureWithALimitFailsWhenItIsReached() {
        Job job = bench.add(JobScript.run());

        CompletableFuture<JobInfo> ended = job.ended(Duration.ofMillis(1));

        assertThat(ended)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(AwaitTimeoutException.class)
                .withMessageStartingWith(job.uri() + " has not ended within 0.001s: ");
    }

    @Test
    void aFutureWithALimitGivesAnEndBeforeIt() throws Exception {
        Job job = bench.add(EndsBench.ends("SUCCESS", Duration.ZERO));

        JobInfo info = job.ended(Duration.ofHours(1)).get(10, TimeUnit.SECONDS);

        assertThat(info.status()).isEqualTo(JobStatus.SUCCESS);
    }

    @Test
    void whatDependsOnEndsMayWaitForOtherJobs() throws Exception {
        Job next = bench.add(EndsBench.ends("SUCCESS", Duration.ZERO));
        CountDownLatch allThreads = new CountDownLatch(64);
        List<CompletableFuture<JobInfo>> chains = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Job first = bench.add(EndsBench.ends("FAIL", Duration.ZERO));
            chains.add(first.ended().thenApplyAsync(info -> {
                allThreads.countDown();
                await(allThreads);
                return next.await(Duration.ofSeconds(20));
            }));
        }

        for (CompletableFuture<JobInfo> chain : chains) {
            assertThat(chain.get(60, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void costsOneSmallRequestAPoll() throws Exception {
        var unused = bench.watched(bench.add(JobScript.run()));
        bench.server.clearRequests();

        bench.polls(5);

        assertThat(bench.server.requests()).hasSize(5).isEqualTo(bench.feeds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "FAIL", "CANCELED"})
    void jobThatHasEndedIsThereAtOnce(String status) {
        Job job = bench.add(EndsBench.ends(status, Duration.ZERO));

        JobInfo info = job.await(Duration.ofSeconds(10));

        assertThat(info).isEqualTo(job.info());
        assertThat(info.status().isFinal()).isTrue();
        Awaitility.await().until(() -> EndsBench.threads() == 0);
    }

    @Test
    void timeoutTellsTheLastStatusAndLeavesNothingBehind() {
        Job job = bench.add(JobScript.run());
        CompletableFuture<JobInfo> other = bench.watched(job);

        AwaitTimeoutException e =
                catchThrowableOfType(AwaitTimeoutException.class, () -> job.await(Duration.ofMillis(1)));

        assertThat(e)
                .hasMessage(job.uri()
                        + " has not ended within 0.001s: it was RUNNING when it was last seen; the job goes on");
        assertThat(e.lastStatus()).isEqualTo(JobStatus.RUNNING);
        other.cancel(false);
        Awaitility.await().until(() -> EndsBench.threads() == 0);
    }

    @Test
    void timeoutBeforeAnythingWasSeen() {
        bench.server.intercept(request -> Answer.of(503, null, "starting"));
        Job job = bench.add(JobScript.run());

        AwaitTimeoutException e =
                catchThrowableOfType(AwaitTimeoutException.class, () -> job.await(Duration.ofMillis(50)));

        assertThat(e).hasMessageContaining("its status could not be seen yet");
        assertThat(e.lastStatus()).isNull();
    }

    @Test
    void interruptEndsTheWaitAndIsKept() {
        Job job = bench.add(JobScript.run());

        Thread.currentThread().interrupt();
        StarwhaleException e = catchThrowableOfType(StarwhaleException.class, () -> job.await(Duration.ofSeconds(10)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(e).hasMessage("interrupted while waiting for the end of " + job.uri() + "; the job goes on");
        Awaitility.await().until(() -> EndsBench.threads() == 0);
    }

    @Test
    void firstEndCountsThoughTheJobIsResumed() throws Exception {
        Job job = bench.add(EndsBench.ends("FAIL", SOON).whenResumed(JobScript.run()));
        CompletableFuture<JobInfo> ended = bench.watched(job);
        bench.polls(2);
        // The job is resumed between the feed's answer and the question for the rest.
        bench.server.intercept(request -> {
            if (request.path().endsWith("/job/1")) {
                bench.server.intercept(null);
                resume("/1/resume");
            }
            return null;
        });

        bench.poll();

        JobInfo info = ended.get(10, TimeUnit.SECONDS);
        assertThat(info.status()).isEqualTo(JobStatus.FAIL);
        assertThat(info.stopTime()).isEqualTo(PassingTime.START.plus(SOON));
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }

    private void resume(String path) {
        try {
            bench.post(path, "{}");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void manyThreadsWaitForOneJobAndForOthers() throws Exception {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jobs.add(bench.add(EndsBench.ends("SUCCESS", SOON)));
        }
        List<Thread> started = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(50, task -> {
            Thread thread = new Thread(task);
            started.add(thread);
            return thread;
        });
        List<Future<JobInfo>> ends = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Job job = jobs.get(i % 5);
            ends.add(threads.submit(() -> job.await(Duration.ofSeconds(30))));
        }
        Awaitility.await().until(() -> started.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        bench.time.settle();
        assertThat(EndsBench.threads()).isEqualTo(1);

        bench.polls(3);

        for (Future<JobInfo> end : ends) {
            assertThat(end.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }
        threads.shutdownNow();
        assertThat(bench.feeds()).hasSize(1 + 3);
    }

    @Test
    void cancelledWaitsAreForgotten() {
        Job job = bench.add(JobScript.run());
        CompletableFuture<JobInfo> one = bench.watched(job);
        CompletableFuture<JobInfo> two = bench.watched(job);

        one.cancel(true);
        bench.poll();
        assertThat(two).isNotDone();
        assertThat(EndsBench.threads()).isEqualTo(1);
        two.cancel(true);
        Awaitility.await().until(() -> EndsBench.threads() == 0);

        bench.server.clearRequests();
        bench.polls(3);
        assertThat(bench.server.requests()).isEmpty();
        // And whoever comes later is served again.
        assertThat(bench.watched(job)).isNotDone();
        assertThat(EndsBench.threads()).isEqualTo(1);
    }

    @Test
    void waitThatTimesOutByItselfIsForgotten() {
        CompletableFuture<JobInfo> ended = bench.add(JobScript.run()).ended().orTimeout(1, TimeUnit.MILLISECONDS);

        Awaitility.await().until(ended::isCompletedExceptionally);
        Awaitility.await().until(() -> EndsBench.threads() == 0);
    }

    @Test
    void closingTheClientEndsAllWaits() {
        Job job = bench.add(JobScript.run());
        CompletableFuture<JobInfo> ended = bench.watched(job);

        bench.client.close();

        Awaitility.await().until(ended::isDone);
        ExecutionException e = catchThrowableOfType(ExecutionException.class, ended::get);
        assertThat(e.getCause())
                .isInstanceOf(StarwhaleException.class)
                .hasMessage("the client was closed while the end of a job was waited for; the job goes on");
        Awaitility.await().until(() -> EndsBench.threads() == 0);
        assertThat(catchThrowableOfType(IllegalStateException.class, job::ended))
                .hasMessage("this client is closed");
    }

    @Test
    void worksWithTheTimeOfTheMachine() {
        try (StarwhaleServer server = StarwhaleServer.start();
                Starwhale client = Starwhale.builder()
                        .instance(server.url())
                        .token("canary-own")
                        .swcliConfig(Bench.NO_CONFIG)
                        .pollInterval(Duration.ofMillis(20))
                        .build()) {
            server.acceptToken("canary-own");
            String id = server.addJob(server.addProject("demo"), EndsBench.ends("FAIL", Duration.ofMillis(150)))
                    .id();

            JobInfo info = client.job(server.url() + "/project/demo/job/" + id).await(Duration.ofSeconds(30));

            assertThat(info.status()).isEqualTo(JobStatus.FAIL);
        }
    }

    @Test
    void pollIntervalIsLongerThanNothing() {
        InvalidRequestException e = catchThrowableOfType(
                InvalidRequestException.class, () -> Starwhale.builder().pollInterval(Duration.ZERO));

        assertThat(e).hasMessage("poll interval PT0S: it must be longer than nothing");
    }

    @Test
    void slowDependentHoldsUpNobody() throws Exception {
        Job slow = bench.add(EndsBench.ends("SUCCESS", Duration.ofSeconds(3)));
        CompletableFuture<Instant> stuck = new CompletableFuture<>();
        CompletableFuture<Instant> dependent = slow.ended().thenApply(info -> stuck.join());
        CompletableFuture<JobInfo> other = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));

        bench.polls(3);

        assertThat(other.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(dependent).isNotDone();
        stuck.complete(Instant.EPOCH);
        dependent.get(10, TimeUnit.SECONDS);
    }
}
