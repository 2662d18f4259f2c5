// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.camel.StarwhaleRows;
import ai.starwhale.client.Job;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Starwhale;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A million rows in a route: from an instance, from memory, and from a database beside them. Rows and pages are also
 * measured by what they cost the thread of the route, which leaves out what is done meanwhile by others: by the process
 * that gives the pages, and by the threads that fetch and decode them.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls start before anything else.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3)
@Measurement(iterations = 7)
public class RouteBenchmark {
    private static final String UUID = "0123456789abcdef0123456789abcdef";
    private static final long ROWS = (long) ScanBenchmark.PAGES * CannedPages.ROWS;

    @Param
    public Form form = Form.TYPED;

    private ServerProcess server;
    private Starwhale client;
    private SqlTable table;
    private CamelContext camel;
    private ProducerTemplate template;
    private long routed;

    /** What only those need that read it. */
    @State(Scope.Benchmark)
    public static class InMemory {
        private List<Row> rows;

        @Setup
        public void fill(RouteBenchmark benchmark) throws SQLException {
            rows = new ArrayList<>();
            try (RowStream stream = benchmark.job().rows("results")) {
                stream.forEachRemaining(rows::add);
            }
            benchmark.table.fill(rows);
        }
    }

    /** The processor time of the thread that routes. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Route {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        private long before;
        public double threadMillis;

        @Setup(Level.Iteration)
        public void begin() {
            before = THREADS.getCurrentThreadCpuTime();
        }

        private void end() {
            threadMillis = (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
        }
    }

    @Setup
    public void start() throws Exception {
        server = CannedServer.start(form, ScanBenchmark.PAGES);
        client = Starwhale.builder()
                .instance(server.url())
                .token("canary-token")
                .swcliConfig(Path.of("no-such-file"))
                .build();
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("client", client);
        table = new SqlTable();
        camel.getRegistry().bind("database", table.source());
        camel.addRoutes(routes());
        camel.start();
        template = camel.createProducerTemplate();
    }

    private Job job() {
        return client.job(server.url() + "/project/demo/job/" + UUID);
    }

    private RouteBuilder routes() {
        String rows = "starwhale:job?operation=rows&job=" + server.url() + "/project/demo/job/" + UUID;
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rows")
                        .to(rows)
                        .split(StarwhaleRows.rows())
                        .streaming()
                        .process(this::count);
                from("direct:pages")
                        .to(rows + "&outputType=pages")
                        .split(StarwhaleRows.rows())
                        .streaming()
                        .process(exchange -> routed +=
                                exchange.getMessage().getBody(List.class).size());
                from("direct:memory").split(body()).streaming().process(this::count);
                from("direct:sql")
                        .to("sql:select * from results order by id?outputType=StreamList&dataSource=#database")
                        .split(body())
                        .streaming()
                        .process(this::count);
            }

            private void count(Exchange exchange) {
                routed++;
            }
        };
    }

    @TearDown
    public void stop() {
        camel.stop();
        table.close();
        client.close();
        server.close();
    }

    @Benchmark
    public long rows(Route route) {
        return routed("direct:rows", null, route);
    }

    @Benchmark
    public long pages(Route route) {
        return routed("direct:pages", null, route);
    }

    /** The split alone: the rows are there. */
    @Benchmark
    public long memory(Route route, InMemory inMemory) {
        return routed("direct:memory", inMemory.rows, route);
    }

    @Benchmark
    public long sql(Route route, InMemory inMemory) {
        return routed("direct:sql", null, route);
    }

    private long routed(String address, @Nullable Object body, Route route) {
        routed = 0;
        template.sendBody(address, body);
        if (routed != ROWS) {
            throw new IllegalStateException(routed + " rows");
        }
        route.end();
        return routed;
    }
}
