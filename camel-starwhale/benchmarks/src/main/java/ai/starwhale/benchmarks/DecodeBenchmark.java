// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.client.Row;
import ai.starwhale.client.internal.rows.RowPage;
import ai.starwhale.client.internal.server.pages.PageDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/** The pages of {@link ScanBenchmark} decoded in memory, where all of them lie. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1500m")
@Warmup(iterations = 20)
@Measurement(iterations = 10)
public class DecodeBenchmark {

    @Param
    public Form form = Form.TYPED;

    private final byte[][] pages = new byte[ScanBenchmark.PAGES][];

    @Setup
    public void write() {
        CannedPages canned = new CannedPages(form, form == Form.TYPED, ScanBenchmark.COLUMNS);
        for (int i = 0; i < pages.length; i++) {
            pages[i] = canned.page(i);
        }
    }

    @Benchmark
    public long decode() throws IOException {
        PageDecoder decoder = new PageDecoder("id", true);
        long cells = 0;
        for (byte[] page : pages) {
            ByteArrayInputStream answer = new ByteArrayInputStream(page);
            RowPage decoded = form == Form.TYPED
                    ? decoder.decode(answer)
                    : decoder.decodeUntyped(answer).orElseThrow();
            for (Row row : decoded.rows()) {
                cells += row.size();
            }
        }
        return ScanBenchmark.checked(cells);
    }
}
