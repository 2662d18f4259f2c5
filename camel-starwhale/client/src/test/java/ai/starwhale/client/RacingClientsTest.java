// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two processes create a job with one key at the same time, which no Server prevents. */
class RacingClientsTest {
    private static final int RACES = 100;

    @Test
    void endWithOneJobThatBothHold() throws Exception {
        int doubled = 0;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (OnceBench once = new OnceBench();
                Starwhale other = once.bench.builder().token(Bench.TOKEN).build()) {
            for (int race = 0; race < RACES; race++) {
                JobRequest request =
                        OnceBench.request().idempotencyKey("race-" + race).build();
                int before = once.posts();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<String> one = threads.submit(create(once.bench.client, request, start));
                Future<String> two = threads.submit(create(other, request, start));

                assertThat(one.get()).isEqualTo(two.get());
                assertThat(once.kept()).hasSize(race + 1);
                assertThat(once.kept().get(0).uuid()).isEqualTo(one.get());
                doubled += once.posts() - before - 1;
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println(RACES + " races, in " + doubled + " of them two jobs were made");
        assertThat(doubled).isPositive();
    }

    @Test
    void sendOneRequestWithinOneProcess() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (OnceBench once = new OnceBench()) {
            JobRequest request = OnceBench.request().idempotencyKey("shared").build();
            CyclicBarrier start = new CyclicBarrier(8);
            Callable<String> create = create(once.bench.client, request, start);
            for (Future<String> uuid : threads.invokeAll(Collections.nCopies(8, create))) {
                assertThat(uuid.get()).isEqualTo(once.kept().get(0).uuid());
            }
            assertThat(once.posts()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<String> create(Starwhale client, JobRequest request, CyclicBarrier start) {
        return () -> {
            start.await();
            return client.createJob(request).info().uuid();
        };
    }
}
