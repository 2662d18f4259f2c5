// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.client.internal.server.pages.PageDecoder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
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

/** A page of 1000 rows by 12 columns: decoding it, beside walking over its tokens. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(4)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PageBenchmark {
    private static final JsonFactory JSON = new JsonFactory();

    @Param
    public Form form = Form.TYPED;

    private byte[] page = {};
    private final PageDecoder decoder = new PageDecoder("id", true);

    @Setup
    public void write() {
        page = new CannedPages(form, false, 12).page(7);
    }

    /** The least that reading JSON can cost: nothing is made of it. */
    @Benchmark
    public int tokenize() throws IOException {
        int tokens = 0;
        try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(page))) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    @Benchmark
    public Object decode() throws IOException {
        ByteArrayInputStream answer = new ByteArrayInputStream(page);
        return form == Form.TYPED ? decoder.decode(answer) : decoder.decodeUntyped(answer);
    }
}
