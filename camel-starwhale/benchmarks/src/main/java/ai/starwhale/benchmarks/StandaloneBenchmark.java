// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.client.Job;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.Starwhale;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a table of a Standalone instance in 64 MB, beside walking over the same bytes when they are inflated. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls open before anything else.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx64m")
@Warmup(iterations = 20) // It takes that many of so little until all is compiled.
@Measurement(iterations = 15)
public class StandaloneBenchmark {
    static final int LAST = StandaloneTable.ROWS - 100;

    private static final JsonFactory JSON = new JsonFactory();

    private StandaloneTable table;
    private Starwhale client;
    private Job job;

    @Setup
    public void open() throws IOException, InterruptedException {
        table = StandaloneTable.ready();
        client = Starwhale.builder()
                .instance("local")
                .swcliConfig(table.config())
                .build();
        job = client.job("local/project/self/job/" + StandaloneTable.JOB);
    }

    @TearDown
    public void close() {
        client.close();
    }

    @Benchmark
    public long scan() {
        return rows(Scan.all(), StandaloneTable.ROWS);
    }

    /** The last hundred rows, which are all in the last of ten blocks. */
    @Benchmark
    public long last() {
        return rows(Scan.from(LAST), StandaloneTable.ROWS - LAST);
    }

    private long rows(Scan scan, int expected) {
        long cells = 0;
        int count = 0;
        try (RowStream rows = job.rows("results", scan)) {
            for (; rows.hasNext(); count++) {
                Row row = rows.next();
                cells += row.size();
            }
        }
        if (count != expected) {
            throw new IllegalStateException(count + " rows");
        }
        return cells;
    }

    /** Inflates the blocks, and drops their bytes. */
    @Benchmark
    public long inflate() throws IOException {
        byte[] buffer = new byte[64 << 10];
        long bytes = 0;
        for (var block : table.blocks()) {
            try (ZipFile zip = new ZipFile(block.toFile());
                    var stream = zip.getInputStream(zip.entries().nextElement())) {
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    bytes += count;
                }
            }
        }
        return bytes;
    }

    /** The inflated bytes, which lie in memory. */
    @State(Scope.Benchmark)
    public static class Inflated {
        private final List<byte[]> blocks = new ArrayList<>();

        @Setup
        public void read() throws IOException, InterruptedException {
            for (var block : StandaloneTable.ready().blocks()) {
                try (ZipFile zip = new ZipFile(block.toFile());
                        var stream = zip.getInputStream(zip.entries().nextElement())) {
                    blocks.add(stream.readAllBytes());
                }
            }
        }
    }

    /** The least that reading JSON can cost: nothing is made of it. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "-Xmx512m")
    public long tokenize(Inflated inflated) throws IOException {
        long tokens = 0;
        for (byte[] block : inflated.blocks) {
            try (JsonParser parser = JSON.createParser(block)) {
                while (parser.nextToken() != null) {
                    tokens++;
                }
            }
        }
        return tokens;
    }
}
