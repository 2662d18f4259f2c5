// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.RecordedRequest;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events and the graph of a job. */
class EventsTest {
    private static final String UUID = "c7c7e1c02fe34e978bf3c3621cc4eb92";

    private final Bench bench = Bench.recorded();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void recordedEvents() {
        assertThat(bench.job("6").events())
                .containsExactly(
                        event("1", "Job paused", 1_795_331_509),
                        event("2", "Job canceled", 1_795_332_174),
                        event("3", "Job resumed", 1_795_332_202));
        assertThat(bench.job("3").events()).isEmpty();
    }

    private static JobEvent event(String id, String message, long seconds) {
        return new JobEvent(id, "INFO", "SERVER", "JOB", "6", message, null, Instant.ofEpochSecond(seconds));
    }

    @Test
    void addedEvent() {
        bench.job(UUID).addEvent("WARNING", "slow", "{\"rows\":3}");
        bench.job("6").addEvent("INFO", "done", null);

        assertThat(bench.job("6").events()).hasSize(5);
        JobEvent added = bench.job("6").events().get(3);
        assertThat(added.type()).isEqualTo("WARNING");
        assertThat(added.source()).isEqualTo("CLIENT");
        assertThat(added.resourceType()).isEqualTo("JOB");
        assertThat(added.resourceId()).isEqualTo("6");
        assertThat(added.message()).isEqualTo("slow");
        assertThat(added.data()).isEqualTo("{\"rows\":3}");
        assertThat(bench.job("6").events().get(4).data()).isNull();
        assertThat(bench.sent(UUID + "/event"))
                .containsExactly(new RecordedRequest(
                        "POST",
                        "/api/v1/project/demo/job/" + UUID + "/event",
                        null,
                        "{\"eventType\":\"WARNING\",\"source\":\"CLIENT\",\"relatedResource\":{\"eventResourceType\":"
                                + "\"JOB\",\"id\":6},\"message\":\"slow\",\"data\":\"{\\\"rows\\\":3}\"}"));
    }

    @Test
    void dataThatIsNotJsonIsNotSent() {
        for (String data : new String[] {"d", "", "{", "{} x"}) {
            InvalidRequestException e = catchThrowableOfType(
                    InvalidRequestException.class, () -> bench.job("6").addEvent("INFO", "m", data));

            assertThat(e).hasMessage("cannot add an event to job 6 of project demo: its data is not JSON text");
        }
        assertThat(bench.server.requests()).isEmpty();
    }

    @Test
    void lostAnswer() {
        bench.answer("/event", Answer.cut().afterHandling());

        UnavailableException e = catchThrowableOfType(
                UnavailableException.class, () -> bench.job("6").addEvent("INFO", "m", null));

        assertThat(e)
                .hasMessageStartingWith("cannot add an event to job 6 of project demo on ")
                .hasMessageEndingWith(
                        "; whether it was written down is not known: look at the job's events before you try again");
        assertThat(bench.sent("/event")).hasSize(1);
    }

    @Test
    void graphIsTheServersOwn() {
        String dag = "{\"id\":null,\"groupingNodes\":{\"Job\":[{\"id\":1}]},\"edges\":[]}";
        bench.answer("/dag", Answer.json(200, "{\"code\":\"success\",\"message\":\"Success\",\"data\":" + dag + "}"));
        assertThat(bench.job("3").dag()).isEqualTo(dag);

        bench.server.intercept(null);
        assertThat(Bench.json(bench.job("3").dag()).path("edges")).hasSize(9);
    }
}
