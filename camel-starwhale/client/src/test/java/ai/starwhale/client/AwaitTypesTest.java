// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose changes do not show in the feed. */
class AwaitTypesTest {
    private static final Duration SOON = Duration.ofSeconds(12);
    private final EndsBench bench = new EndsBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void jobsOfTheListCostOneRequestAPollTogether() throws Exception {
        List<CompletableFuture<JobInfo>> ends = new ArrayList<>();
        for (String type : List.of("TRAIN", "FINE_TUNE", "SERVING")) {
            ends.add(bench.addOfType(type, EndsBench.ends("SUCCESS", SOON)).ended());
        }
        bench.time.settle();
        bench.server.clearRequests();

        bench.polls(2);
        assertThat(ends).noneMatch(CompletableFuture::isDone);
        assertThat(bench.server.requests()).hasSize(2).isEqualTo(bench.sent("/project/demo/job"));
        bench.poll();

        for (CompletableFuture<JobInfo> end : ends) {
            assertThat(end.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }
        assertThat(bench.server.requests()).hasSize(3);
    }

    @Test
    void jobFarDownInTheListIsFound() throws Exception {
        Job job = bench.addOfType("TRAIN", EndsBench.ends("FAIL", SOON));
        for (int i = 0; i < 250; i++) {
            bench.add(JobScript.run());
        }
        CompletableFuture<JobInfo> ended = bench.watched(job);

        bench.polls(3);

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.FAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONLINE_EVAL", "BUILT_IN"})
    void otherJobsAreAskedForNowAndThen(String type) throws Exception {
        Job job = bench.addOfType(type, EndsBench.ends("SUCCESS", SOON));
        CompletableFuture<JobInfo> ended = bench.watched(job);
        bench.server.clearRequests();

        bench.polls(5);
        assertThat(bench.server.requests()).isEmpty();
        bench.poll();

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(bench.server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void whereTheTablesAreRefusedTheListDoes(int status) throws Exception {
        bench.server.intercept(request -> request.path().endsWith("/queryTable")
                ? Answer.json(status, "{\"message\":\"no tables for you\"}")
                : null);
        CompletableFuture<JobInfo> ended = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));

        bench.polls(3);

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(bench.feeds()).hasSize(1);
        assertThat(bench.sent("/project/demo/job")).hasSize(3);
    }

    @Test
    void removedJobIsWaitedForUnderItsNumber() throws Exception {
        Job job = bench.add(EndsBench.ends("SUCCESS", SOON));
        Job byUuid = bench.job(job.info().uuid());
        CompletableFuture<JobInfo> before = bench.watched(byUuid);
        remove("1");
        // Somebody who comes when it is removed knows the uuid alone.
        before.cancel(false);
        CompletableFuture<JobInfo> byNumber = bench.watched(job);
        CompletableFuture<JobInfo> after = bench.watched(byUuid);

        bench.polls(3);

        assertThat(byNumber.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo(byNumber.get());
    }

    @Test
    void jobThatIsRemovedMeanwhileIsStillWaitedFor() throws Exception {
        Job job = bench.add(EndsBench.ends("SUCCESS", SOON));
        CompletableFuture<JobInfo> ended = bench.watched(bench.job(job.info().uuid()));
        Job train = bench.addOfType("TRAIN", EndsBench.ends("SUCCESS", SOON));
        CompletableFuture<JobInfo> trained = bench.watched(train);
        remove("1");
        remove("2");

        bench.polls(6);

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(trained.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
    }

    private void remove(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(bench.server.url() + "/api/v1/project/demo/job/" + id))
                .header("Authorization", "Bearer " + Bench.TOKEN)
                .DELETE()
                .build();
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void unknownJobFailsTheWait() {
        CompletableFuture<JobInfo> ended = bench.job("77").ended();

        Awaitility.await().until(ended::isDone);
        ExecutionException e = catchThrowableOfType(ExecutionException.class, ended::get);
        assertThat(e.getCause())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("cannot get job 77 of project demo");
        assertThat(catchThrowableOfType(
                        InvalidRequestException.class, () -> bench.job("77-x").await(Duration.ofSeconds(10))))
                .hasMessageContaining("is not a job of a Server");
    }
}
