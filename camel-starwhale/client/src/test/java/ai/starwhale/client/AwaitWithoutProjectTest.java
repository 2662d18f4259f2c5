// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for the end of a job whose project has to be looked for first. */
class AwaitWithoutProjectTest {
    private final EndsBench bench = new EndsBench();
    private final String id = bench.server
            .addJob(bench.project, EndsBench.ends("SUCCESS", Duration.ofSeconds(12)))
            .id();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void endIsSeenAsThatOfAnyOtherJob() throws Exception {
        CompletableFuture<JobInfo> ended = bench.watched(bench.client.job(id));
        CompletableFuture<JobInfo> same = bench.watched(bench.job(id));
        CompletableFuture<JobInfo> again = bench.watched(bench.client.job("job/" + id));

        bench.polls(2);
        assertThat(ended).isNotDone();
        bench.poll();

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(again.get(10, TimeUnit.SECONDS)).isEqualTo(ended.get());
        assertThat(same.get(10, TimeUnit.SECONDS).uuid()).isEqualTo(ended.get().uuid());
        assertThat(bench.sent("/api/v1/project")).hasSize(1);
    }

    @Test
    void nothingIsAskedInTheCallersThread() {
        bench.server.intercept(request -> Answer.fromServer().delayedBy(Duration.ofHours(1)));

        CompletableFuture<JobInfo> ended = bench.client.job(id).ended();

        assertThat(ended).isNotDone();
        ended.cancel(false);
    }

    @Test
    void whoeverNoLongerWaitsIsForgotten() {
        CompletableFuture<JobInfo> ended = bench.watched(bench.client.job(id));

        ended.cancel(false);

        bench.time.settle();
        assertThat(EndsBench.threads()).isZero();
    }

    @Test
    void jobThatNoProjectHas() {
        CompletableFuture<JobInfo> ended = bench.watched(bench.client.job("999"));

        ExecutionException e = catchThrowableOfType(ExecutionException.class, () -> ended.get(10, TimeUnit.SECONDS));

        assertThat(e.getCause())
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("job 999 is in no project of ");
    }

    @Test
    void serverThatFailsIsAskedAgainAtTheNextPoll() throws Exception {
        String running = bench.server.addJob(bench.project, JobScript.run()).id();
        CompletableFuture<JobInfo> other = bench.watched(bench.job(running));
        bench.server.intercept(request ->
                request.path().endsWith("/project") ? Answer.json(500, "{\"message\":\"out of order\"}") : null);
        CompletableFuture<JobInfo> ended = bench.watched(bench.client.job(id));

        assertThat(bench.sent("/api/v1/project")).hasSize(1);
        CompletableFuture<JobInfo> meanwhile = bench.watched(bench.client.job("999"));
        assertThat(bench.sent("/api/v1/project")).hasSize(1);
        meanwhile.cancel(false);
        bench.polls(2);
        assertThat(bench.sent("/api/v1/project")).hasSize(3);
        bench.server.intercept(null);
        bench.polls(2);

        assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(other).isNotDone();
        other.cancel(false);
    }
}
