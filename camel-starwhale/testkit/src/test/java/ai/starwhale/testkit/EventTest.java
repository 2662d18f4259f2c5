// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that a client adds, as recorded. */
class EventTest {

    private final StarwhaleServer server = StarwhaleServer.builder()
            .clock(Clock.fixed(Instant.ofEpochMilli(1_795_332_246_400L), ZoneOffset.UTC))
            .recorded()
            .start();
    private final Client client = Client.of(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eventOfATaskIsNoEventOfTheJob() {
        Client.Result added = client.post(
                "/project/2/job/7/event",
                "{'eventType':'INFO','source':'CLIENT','relatedResource':{'eventResourceType':'TASK','id':21},"
                        + "'message':'m','data':'{}','timestamp':1700000000000}");

        assertThat(added.body()).isEqualTo("{\"code\":\"success\",\"message\":\"Success\",\"data\":\"success\"}");
        assertThat(client.get("/project/2/job/7/event").data()).isEmpty();
        // The recorded event is the fourth too; four numbers are taken in the recorded world.
        assertThat(client.get("/project/2/job/7/event?taskId=21").body())
                .isEqualTo("{\"code\":\"success\",\"message\":\"Success\",\"data\":[{\"eventType\":\"INFO\","
                        + "\"source\":\"CLIENT\",\"relatedResource\":{\"eventResourceType\":\"TASK\",\"id\":21},"
                        + "\"message\":\"m\",\"data\":\"{}\",\"timestamp\":1795332246000,\"id\":5}]}");
    }

    @Test
    void eventsThatAreRefused() {
        Client.Result empty = client.post("/project/2/job/6/event", "{}");
        Client.Result noResource =
                client.post("/project/2/job/6/event", "{'eventType':'INFO','source':'CLIENT','message':'m'}");
        Client.Result noJson = client.post(
                "/project/2/job/6/event",
                "{'eventType':'INFO','source':'CLIENT','relatedResource':{'eventResourceType':'JOB','id':6},"
                        + "'message':'m','data':'d'}");

        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.body())
                .isEqualTo("{\"code\":\"validationException\",\"message\":\"must not be nullmust not be nullmust not be"
                        + " nullmust not be null\",\"data\":null}");
        assertThat(noResource.body())
                .isEqualTo("{\"code\":\"validationException\",\"message\":\"must not be null\",\"data\":null}");
        assertThat(noJson.status()).isEqualTo(500);
        assertThat(noJson.json().path("message").asText())
                .startsWith("\n### Error updating database.  Cause: java.sql.SQLIntegrityConstraintViolationException:")
                .endsWith("SQLIntegrityConstraintViolationException: CONSTRAINT `event.data` failed for"
                        + " `starwhale`.`event`");
        assertThat(client.get("/project/2/job/6/event").data()).hasSize(3);
    }
}
