// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The common pool is everybody's, and on a small machine one thread: the client does not wait for it. */
@Timeout(120)
class BusyCommonPoolTest {
    private static final Duration SOON = Duration.ofSeconds(12);

    private final CountDownLatch free = new CountDownLatch(1);

    @BeforeEach
    void occupy() {
        for (int thread = 0; thread <= ForkJoinPool.commonPool().getParallelism(); thread++) {
            ForkJoinPool.commonPool().execute(() -> {
                try {
                    free.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @AfterEach
    void leave() {
        free.countDown();
    }

    @Test
    void endOfAJobArrives() throws Exception {
        try (EndsBench bench = new EndsBench()) {
            CompletableFuture<JobInfo> ended = bench.watched(bench.add(EndsBench.ends("SUCCESS", SOON)));

            bench.polls(3);

            assertThat(ended.get(10, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void endOfAJobOfThisMachineArrives(@TempDir Path folder) throws Exception {
        try (Starwhale client = new StandaloneRoot(folder).client().build()) {
            Job job = client.startJob(StandaloneRoot.request("works").build());

            assertThat(job.ended().get(60, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.SUCCESS);
        }
    }

    @Test
    void callIsCutOff() throws IOException {
        try (TricklingServer server = new TricklingServer();
                Starwhale client = Starwhale.builder()
                        .instance(server.url())
                        .token(Bench.TOKEN)
                        .callTimeout(Duration.ofMillis(500))
                        .build()) {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> client.jobs("demo", PageRequest.of(1, 1)))
                    .withMessageContaining("callTimeout");
        }
    }
}
