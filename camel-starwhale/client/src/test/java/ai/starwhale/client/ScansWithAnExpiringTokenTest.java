// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A token that expires in the middle of many scans at once: one login, and every scan comes to its end. */
class ScansWithAnExpiringTokenTest {
    private static final int THREADS = 16;
    private static final List<Object> KEYS =
            new ArrayList<>(LongStream.range(0, 1000).boxed().toList());

    private final Bench bench = Bench.empty();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        threads.shutdownNow();
        bench.close();
    }

    @Test
    void everyScanHasEveryRow() throws Exception {
        List<Map<String, ?>> rows = new ArrayList<>();
        KEYS.forEach(key -> rows.add(Map.of("id", key, "text", "row " + key)));
        String job = bench.jobWith("results", Table.of(rows)).uri();
        CyclicBarrier middle = new CyclicBarrier(THREADS, () -> {
            bench.server.revokeTokens();
            bench.server.clearRequests();
        });

        try (Starwhale client =
                bench.builder().login(Bench.USER, Bench.PASSWORD).build()) {
            Callable<List<Object>> scan = () -> scan(client.job(job), middle);
            List<Future<List<Object>>> scans = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                scans.add(threads.submit(scan));
            }
            for (Future<List<Object>> each : scans) {
                assertThat(each.get()).isEqualTo(KEYS);
            }
        }

        assertThat(bench.sent("/login")).hasSize(1);
        assertThat(bench.sent("/scanTable")).hasSizeGreaterThan(THREADS * 30);
    }

    /** Reads a table in pages, and waits in its middle until all others are there too. */
    private static List<Object> scan(Job job, CyclicBarrier middle) throws Exception {
        List<Object> keys = new ArrayList<>();
        try (RowStream rows = job.rows("results", Scan.all().pageSize(20))) {
            while (rows.hasNext()) {
                keys.add(rows.next().get("id"));
                if (keys.size() == KEYS.size() / 4) {
                    middle.await();
                }
            }
        }
        return keys;
    }
}
