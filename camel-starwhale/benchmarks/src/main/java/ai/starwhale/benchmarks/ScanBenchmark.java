// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.client.Job;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Starwhale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A scan of a million rows of 4 columns over the loopback, beside fetching the same bytes and beside doing it simply. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls start before anything else.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx512m")
@Warmup(iterations = 20)
@Measurement(iterations = 10)
public class ScanBenchmark {
    static final int COLUMNS = 4;

    static final int PAGES = 1000;
    private static final String UUID = "0123456789abcdef0123456789abcdef";

    @Param
    public Form form = Form.TYPED;

    private ServerProcess server;
    private Starwhale client;
    private Job job;
    private SimpleScan simple;
    private PlainFetch fetch;

    @Setup
    public void start() throws IOException {
        server = CannedServer.start(form, PAGES);
        client = Starwhale.builder()
                .instance(server.url())
                .token("canary-token")
                .swcliConfig(Path.of("no-such-file"))
                .build();
        job = client.job(server.url() + "/project/demo/job/" + UUID);
        simple = new SimpleScan(server.url(), form);
        fetch = new PlainFetch(server.url(), form);
    }

    @TearDown
    public void stop() throws IOException {
        fetch.close();
        client.close();
        server.close();
    }

    @Benchmark
    public long scan() {
        long cells = 0;
        try (RowStream rows = job.rows("results")) {
            while (rows.hasNext()) {
                cells += rows.next().size();
            }
        }
        return checked(cells);
    }

    /** The same in a heap that holds not a hundredth of the table. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "-Xmx64m")
    public long scanWith64Megabytes() {
        return scan();
    }

    /** The same pages, one after the other, with the HTTP library that the client uses too. */
    @Benchmark
    public long fetch() throws IOException {
        return fetch.bytes(PAGES);
    }

    /** The scan as one would write it first. */
    @Benchmark
    public long simple() throws IOException, InterruptedException {
        return checked(simple.cells());
    }

    static long checked(long cells) {
        if (cells != (long) PAGES * CannedPages.ROWS * COLUMNS) {
            throw new IllegalStateException(cells + " cells");
        }
        return cells;
    }
}
