// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.JobScript;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thousand exchanges wait for a thousand jobs. */
class ManyWaitsTest {
    private static final int JOBS = 1000;
    private final Waiting waiting = new Waiting();
    private final Fixture fixture = waiting.fixture;

    @AfterEach
    void close() throws Exception {
        waiting.close();
    }

    /** The threads that are not the Server's, which has one for each connection. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("starwhale-testkit"))
                .count();
    }

    @ParameterizedTest
    @CsvSource({"leave,0,the job goes on", "cancel,1000,it was cancelled (onStop=cancel)"})
    void holdNoThreadsAndEndWithTheirRoute(String policy, int cancels, String told) throws Exception {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(fixture.address(fixture.server.addJob(fixture.demo, JobScript.run())));
        }
        fixture.route(route -> route.from("direct:in")
                .errorHandler(route.noErrorHandler())
                .routeId("waits")
                .setHeader(StarwhaleConstants.JOB_URI, route.body())
                .to("starwhale:job?operation=await&onStop=" + policy));
        List<CompletableFuture<Exchange>> exchanges = new ArrayList<>();
        exchanges.add(waiting.begin("direct:in", jobs.get(0)));
        long before = threads();
        for (String job : jobs.subList(1, JOBS)) {
            exchanges.add(waiting.begin("direct:in", job));
        }

        assertThat(fixture.camel.getInflightRepository().size()).isEqualTo(JOBS);
        // What is looked up when a wait begins takes a few threads for a moment.
        assertThat(threads() - before).isLessThan(20);

        fixture.camel.getRouteController().stopRoute("waits", 60, TimeUnit.SECONDS, true);

        assertThat(fixture.camel.getRouteController().getRouteStatus("waits")).isEqualTo(ServiceStatus.Stopped);
        assertThat(exchanges).allMatch(CompletableFuture::isDone);
        for (int i = 0; i < JOBS; i++) {
            assertThat(exchanges.get(i).get().getException())
                    .isInstanceOf(AwaitStoppedException.class)
                    .hasMessage("route 'waits' stops while the end of " + jobs.get(i) + " is waited for; " + told);
        }
        assertThat(waiting.cancels()).hasSize(cancels);
    }
}
