// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.client.CallListener;
import ai.starwhale.client.Starwhale;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/**
 * What it costs to watch jobs of which none changes: requests, bytes and processor time of a poll. Polls follow each other
 * a hundred times as quickly as they do by default, so that what the process does beside them counts little.
 */
final class WatchedJobs {
    static final int JOBS = 10_000;
    private static final int POLLS = 400;
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Polls polls = new Polls();

    private WatchedJobs() {}

    /** Measures in this process. */
    static void print() throws Exception {
        new WatchedJobs().measure();
    }

    private void measure() throws Exception {
        try (ServerProcess server = CrowdedServer.start(JOBS);
                Starwhale client = client(server)) {
            CamelContext camel = watching(client);
            try {
                camel.start();
                measurePolls();
            } finally {
                camel.stop();
            }
        }
    }

    private CamelContext watching(Starwhale client) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("client", client);
        camel.getRegistry().bind("polls", polls);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("starwhale:job?project=demo&delay=50&initialDelay=0&pollStrategy=#polls")
                        .to("log:changes");
            }
        });
        return camel;
    }

    private void measurePolls() throws InterruptedException {
        polls.await(POLLS);
        long requestsBefore = requests.get();
        long bytesBefore = bytes.get();
        long before = MACHINE.getProcessCpuTime();
        polls.await(POLLS);
        double micros = (MACHINE.getProcessCpuTime() - before) / 1000.0 / POLLS;
        System.out.printf(
                Locale.ROOT,
                "%,d watched jobs, a poll: %.2f requests, %,d bytes, %.0f µs of processor time"
                        + " (%.3f %% of a processor with a poll every 5 s)%n",
                JOBS,
                (double) (requests.get() - requestsBefore) / POLLS,
                (bytes.get() - bytesBefore) / POLLS,
                micros,
                micros / 50_000);
    }

    private Starwhale client(ServerProcess server) {
        return Starwhale.builder()
                .instance(server.url())
                .token(CrowdedServer.TOKEN)
                .swcliConfig(Path.of("no-such-file"))
                .callListener(new CallListener() {
                    @Override
                    public void onAttempt(Attempt attempt) {
                        requests.incrementAndGet();
                        bytes.addAndGet(attempt.bytesRead());
                    }
                })
                .build();
    }

    /** Counts polls, all of which have to succeed. */
    private static final class Polls implements PollingConsumerPollStrategy {
        private final Semaphore done = new Semaphore(0);

        void await(int count) throws InterruptedException {
            done.drainPermits();
            done.acquire(count);
        }

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            return true;
        }

        @Override
        public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
            done.release();
        }

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause)
                throws Exception {
            throw cause;
        }
    }
}
