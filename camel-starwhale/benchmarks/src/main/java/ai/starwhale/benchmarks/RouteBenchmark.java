// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.camel.OutputType;
import ai.starwhale.camel.RowsOfJob;
import ai.starwhale.camel.StarwhaleRows;
import ai.starwhale.client.Job;
import ai.starwhale.client.JobInMemory;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Starwhale;
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

/**
 * A million rows in a route: from an instance, from a database beside it, and from memory. What is in memory shows what
 * the component itself costs: the same rows once behind its face, and once in a list.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls start before anything else.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 10)
@Measurement(iterations = 10)
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
        private Job job;

        @Setup
        public void fill(RouteBenchmark benchmark) throws SQLException {
            rows = new ArrayList<>();
            try (RowStream stream = benchmark.job().rows("results")) {
                stream.forEachRemaining(rows::add);
            }
            job = JobInMemory.of(rows, CannedPages.ROWS);
            benchmark.table.fill(rows);
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
                from("direct:rows").to(rows).to("direct:split-rows");
                from("direct:pages").to(rows + "&outputType=pages").to("direct:split-pages");
                from("direct:rows-in-memory")
                        .process(exchange -> RowsOfJob.set(exchange, job(exchange), OutputType.rows))
                        .to("direct:split-rows");
                from("direct:pages-in-memory")
                        .process(exchange -> RowsOfJob.set(exchange, job(exchange), OutputType.pages))
                        .to("direct:split-pages");
                from("direct:split-rows")
                        .split(StarwhaleRows.rows())
                        .streaming()
                        .process(this::count);
                from("direct:split-pages")
                        .split(StarwhaleRows.rows())
                        .streaming()
                        .process(exchange -> routed +=
                                exchange.getMessage().getBody(List.class).size());
                from("direct:list").split(body()).streaming().process(this::count);
                from("direct:sql")
                        .to("sql:select * from results order by id?outputType=StreamList&dataSource=#database")
                        .split(body())
                        .streaming()
                        .process(this::count);
            }

            private static Job job(Exchange exchange) {
                return exchange.getMessage().getBody(Job.class);
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
    public long rows() {
        return routed("direct:rows", null);
    }

    @Benchmark
    public long pages() {
        return routed("direct:pages", null);
    }

    @Benchmark
    public long rowsInMemory(InMemory inMemory) {
        return routed("direct:rows-in-memory", inMemory.job);
    }

    @Benchmark
    public long pagesInMemory(InMemory inMemory) {
        return routed("direct:pages-in-memory", inMemory.job);
    }

    /** The split alone: the rows are in a list. */
    @Benchmark
    public long list(InMemory inMemory) {
        return routed("direct:list", inMemory.rows);
    }

    @Benchmark
    public long sql(InMemory inMemory) {
        return routed("direct:sql", null);
    }

    private long routed(String address, @Nullable Object body) {
        routed = 0;
        template.sendBody(address, body);
        if (routed != ROWS) {
            throw new IllegalStateException(routed + " rows");
        }
        return routed;
    }
}
