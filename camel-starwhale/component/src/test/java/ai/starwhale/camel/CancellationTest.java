// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.AwaitTimeoutException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of cancelling a job that is not waited for any more. */
class CancellationTest {
    private final Waiting waiting = new Waiting();
    private final Fixture fixture = waiting.fixture;

    @AfterEach
    void close() throws IOException {
        waiting.close();
    }

    private Exception timedOut(AddedJob job) throws Exception {
        Exchange exchange = waiting.begin(
                        "starwhale:job?operation=await&awaitTimeout=100&onTimeout=cancel&job=" + job.id(), null)
                .get(30, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isInstanceOf(AwaitTimeoutException.class);
        return exchange.getException();
    }

    /** Does something whenever a job is to be cancelled. */
    private void onCancel(Consumer<Integer> action, Answer answer) {
        fixture.server.intercept(request -> {
            if (!request.path().endsWith("/cancel")) {
                return null;
            }
            action.accept(waiting.cancels().size());
            return answer;
        });
    }

    @Test
    void aJobThatDoesNotRunYetIsCancelledWhenItDoes() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, Fixture.statuses("CREATED", "RUNNING"));
        onCancel(
                tries -> {
                    if (tries == 2) {
                        fixture.clock.advance(Duration.ofMinutes(1));
                    }
                },
                null);

        assertThat(timedOut(job)).hasMessageEndingWith("; it was cancelled (onTimeout=cancel)");
        assertThat(waiting.cancels()).hasSize(2);
    }

    @Test
    void aJobThatEndedMeanwhileIsLeft() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING", "SUCCESS"));
        onCancel(tries -> fixture.clock.advance(Duration.ofMinutes(1)), null);

        assertThat(timedOut(job)).hasMessageEndingWith("; it is SUCCESS (onTimeout=cancel)");
        assertThat(waiting.cancels()).hasSize(1);
    }

    @Test
    void aServerThatFailsIsTold() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        onCancel(tries -> {}, Answer.json(500, "{\"message\":\"no\"}"));

        Exception told = timedOut(job);

        assertThat(told).hasMessageContaining("; it could not be cancelled: ");
        assertThat(told.getSuppressed()).singleElement().isInstanceOf(StarwhaleException.class);
        assertThat(waiting.cancels()).hasSize(1);
    }
}
