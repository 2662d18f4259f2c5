// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.JobInfo;
import ai.starwhale.testkit.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many pages of a list are read. */
class ProjectWatchTest {
    private final Fixture fixture = new Fixture();
    private final JobStates states = new JobStates(new MemoryStateRepository(), "id", InitialState.none, List.of());
    private final ProjectWatch watch = new ProjectWatch(
            fixture.camel.getEndpoint("starwhale:job", StarwhaleEndpoint.class).client(),
            "demo",
            states,
            fixture.clock);

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private void addEnded(int jobs) {
        for (int i = 0; i < jobs; i++) {
            fixture.server.addJob(fixture.demo, Fixture.statuses("FAIL").whenResumed(Fixture.statuses("RUNNING")));
        }
    }

    private List<String> look() {
        fixture.server.clearRequests();
        List<JobInfo> seen = watch.look();
        return states.changes(seen, fixture.clock.instant()).stream()
                .peek(states::commit)
                .map(change -> change.job().id() + ":" + change.to())
                .toList();
    }

    @Test
    void anOldJobThatIsResumedIsFoundAtTheNextSweep() throws Exception {
        addEnded(120);
        assertThat(look()).isEmpty();
        assertThat(fixture.server.requests()).hasSize(3);
        fixture.act("POST", "1/resume");
        fixture.clock.advance(Duration.ofMinutes(9));
        assertThat(look()).isEmpty();
        assertThat(fixture.server.requests()).hasSize(1);
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(look()).containsExactly("1:RUNNING");
        assertThat(fixture.server.requests()).hasSize(3);
    }

    @Test
    void aJobThatSlipsFromOnePageToTheOtherIsAskedForByItself() throws Exception {
        fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
        addEnded(99);
        look();
        fixture.clock.advance(Duration.ofMinutes(1));
        fixture.server.clearRequests();
        fixture.server.intercept(request -> {
            if (String.valueOf(request.query()).startsWith("pageNum=2")) {
                // The list is shorter now than it was when its first page was read.
                return Answer.json(
                        200,
                        "{\"code\":\"success\",\"message\":\"Success\",\"data\":{\"total\":100,\"pages\":2,\"list\":[]}}");
            }
            return null;
        });
        assertThat(look()).containsExactly("1:SUCCESS");
        assertThat(fixture.server.requests()).hasSize(3);
    }

    @Test
    void pinnedJobsAtTheTopDoNotHideNewOnes() throws Exception {
        addEnded(60);
        look();
        addEnded(70);
        for (int job = 1; job <= 5; job++) {
            fixture.act("POST", job + "/pin", "{\"pinned\":true}");
        }
        assertThat(look()).hasSize(70);
    }
}
