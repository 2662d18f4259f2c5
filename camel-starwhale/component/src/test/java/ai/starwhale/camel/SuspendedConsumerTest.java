// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route that watches jobs, suspended and resumed. */
class SuspendedConsumerTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void nothingIsPolledMeanwhileAndNothingIsMissed() throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
        Watcher watcher = new Watcher(fixture, "initialState=current");
        assertThat(watcher.poll()).containsExactly("1:RUNNING");

        fixture.camel.getRouteController().suspendRoute(Watcher.ROUTE);
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "FAIL"));
        fixture.clock.advance(Duration.ofMinutes(2));
        fixture.server.clearRequests();
        assertThat(watcher.poll()).isEmpty();
        assertThat(fixture.server.requests()).isEmpty();

        fixture.camel.getRouteController().resumeRoute(Watcher.ROUTE);
        assertThat(watcher.poll()).containsExactlyInAnyOrder("1:SUCCESS", "2:FAIL");
        assertThat(watcher.poll()).isEmpty();
    }

    @Test
    void whatWasNotToldYetIsToldAfterwards() throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        Watcher watcher = new Watcher(fixture, "initialState=all&maxMessagesPerPoll=1");
        assertThat(watcher.poll()).containsExactly("1:RUNNING");

        fixture.camel.getRouteController().suspendRoute(Watcher.ROUTE);
        assertThat(watcher.poll()).isEmpty();
        fixture.camel.getRouteController().resumeRoute(Watcher.ROUTE);

        assertThat(watcher.poll()).containsExactly("2:RUNNING");
    }
}
