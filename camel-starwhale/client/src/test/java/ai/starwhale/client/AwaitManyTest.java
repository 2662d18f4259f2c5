// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.JobScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Very many jobs are waited for at once. */
class AwaitManyTest {
    private static final int SLOW = 1_800;
    private static final Duration CREATED_BEFORE = Duration.ofMinutes(2);
    private final EndsBench bench = new EndsBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tenThousandJobsCostOneThreadAndOneRequestAPoll() throws Exception {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            // From then on, 15 end each second for two minutes, and then all the others within one.
            Duration after = i < SLOW ? Duration.ofMillis(i * 1000L / 15) : Duration.ofSeconds(131);
            jobs.add(bench.add(
                    EndsBench.ends(i % 3 == 0 ? "FAIL" : "SUCCESS", CREATED_BEFORE.plus(after.plusMillis(i / 10)))));
        }
        bench.time.pass(CREATED_BEFORE);
        bench.add(JobScript.run());
        List<CompletableFuture<JobInfo>> ends = jobs.stream().map(Job::ended).toList();
        bench.time.settle();
        assertThat(EndsBench.threads()).isEqualTo(1);
        int before = bench.server.requests().size();
        assertThat(before).isLessThan(500);
        bench.server.clearRequests();

        bench.polls(24);
        int sweeps = 24 / 10;
        assertThat(bench.feeds()).hasSize(24 + sweeps);
        int asked = bench.server.requests().size();
        bench.polls(3);

        assertThat(EndsBench.threads()).isZero();
        assertThat(bench.feeds()).hasSizeLessThanOrEqualTo(24 + sweeps + 2 + 11);
        for (int i = 0; i < ends.size(); i++) {
            JobInfo info = ends.get(i).get(10, TimeUnit.SECONDS);
            assertThat(info.id()).isEqualTo(String.valueOf(i + 1));
            assertThat(info.status()).isEqualTo(i % 3 == 0 ? JobStatus.FAIL : JobStatus.SUCCESS);
        }
        System.out.printf(
                "10,000 jobs: %d requests to begin, %d for 24 polls with %d ends, %d for %d ends at once%n",
                before, asked, SLOW, bench.server.requests().size() - asked, 10_000 - SLOW);
    }

    @Test
    void burstOfThreeThousandEnds() throws Exception {
        List<CompletableFuture<JobInfo>> ends = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Duration after = Duration.ofSeconds(6).plusMillis(i);
            ends.add(bench.add(EndsBench.ends("SUCCESS", after)).ended());
        }
        bench.time.settle();
        bench.poll();
        bench.server.clearRequests();

        bench.poll();

        for (CompletableFuture<JobInfo> end : ends) {
            assertThat(end.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }
        assertThat(bench.feeds()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void thousandsOfEndsAtOneTime() throws Exception {
        List<CompletableFuture<JobInfo>> ends = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            ends.add(bench.add(EndsBench.ends("SUCCESS", Duration.ofSeconds(6))).ended());
        }
        bench.time.settle();

        bench.polls(2);

        for (CompletableFuture<JobInfo> end : ends) {
            assertThat(end.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }
        Awaitility.await().until(() -> EndsBench.threads() == 0);
    }
}
