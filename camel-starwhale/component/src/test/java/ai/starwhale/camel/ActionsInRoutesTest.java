// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.ConflictException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route can do to a job: each gives the job and its headers. */
class ActionsInRoutesTest {
    private final Fixture fixture = new Fixture();
    private final AddedJob job =
            fixture.server.addJob(fixture.demo, JobScript.run().cancelTakes(Duration.ofSeconds(3)));

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Exchange sent(String operation, Object body, Map<String, Object> headers) {
        return fixture.send("starwhale:job?operation=" + operation, message -> {
            message.getMessage().setBody(body);
            message.getMessage().setHeaders(headers);
        });
    }

    private JobInfo done(String operation, String name) {
        Exchange exchange = sent(operation + "&job=" + name, null, Map.of());
        assertThat(exchange.getException()).isNull();
        JobInfo told = exchange.getMessage().getBody(JobInfo.class);
        assertThat(told.uuid()).isEqualTo(job.uuid());
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(StarwhaleConstants.JOB_URI, fixture.address(job))
                .containsEntry(StarwhaleConstants.JOB_ID, job.id())
                .containsEntry(StarwhaleConstants.STATUS, told.status().name());
        return told;
    }

    @Test
    void cancelAndResume() {
        assertThat(done("cancel", job.id()).status().name()).isEqualTo("CANCELLING");
        fixture.clock.advance(Duration.ofSeconds(3));
        assertThat(done("get", job.id()).status().name()).isEqualTo("CANCELED");
        assertThat(done("resume", job.id()).status().name()).isEqualTo("RUNNING");
    }

    @Test
    void aConflictIsAnException() {
        assertThat(sent("resume&job=" + job.id(), null, Map.of()).getException())
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void aPauseIsAskedFor() {
        // A Server says that it did, and lets the job go on.
        assertThat(done("pause", job.id()).status().name()).isEqualTo("RUNNING");
        assertThat(fixture.server.requests()).anyMatch(request -> request.path().endsWith("/" + job.id() + "/pause"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void removeAndRecoverByNumberAndByUuid(boolean byUuid) {
        String name = byUuid ? job.uuid() : job.id();
        done("remove", name);
        assertThat(sent("get&job=" + job.uuid(), null, Map.of()).getException()).isInstanceOf(NotFoundException.class);
        done("recover", name);
        done("get", job.uuid());
    }

    @Test
    void aCommentFromTheHeaderTheOptionOrTheBody() {
        assertThat(done("comment&comment=of the option", job.id()).comment()).isEqualTo("of the option");
        assertThat(commented(
                        "&comment=of the option", "of the body", Map.of(StarwhaleConstants.COMMENT, "of the header")))
                .isEqualTo("of the header");
        assertThat(commented("", "of the body", Map.of())).isEqualTo("of the body");
        assertThat(commented("&comment=RAW(50%+&more?)", null, Map.of())).isEqualTo("50%+&more?");
    }

    private String commented(String options, Object body, Map<String, Object> headers) {
        Exchange exchange = sent("comment&job=" + job.id() + options, body, headers);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(JobInfo.class).comment();
    }

    @Test
    void noComment() {
        assertThat(sent("comment&job=" + job.id(), null, Map.of()).getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("no comment: set the body, the option comment or the header CamelStarwhaleComment");
    }
}
