// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that end, and answers that take their time. */
class ConnectionFaultsTest {

    private static final String REQUEST = "{'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default',"
            + "'handler':'evaluator:evaluate'}";

    private final StarwhaleServer server = StarwhaleServer.builder().recorded().start();
    private final Client client = Client.of(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder create() {
        return client.request("/project/2/job")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(REQUEST.replace('\'', '"')));
    }

    private int jobs() {
        return client.get("/project/2/job").data().path("total").asInt();
    }

    @Test
    void requestCanBeDroppedBeforeItIsHandled() {
        int before = jobs();
        server.faults().on("POST", "/project/*/job").answer(Answer.cut());

        assertThatThrownBy(() -> client.sendOrFail(create())).isInstanceOf(IOException.class);
        assertThat(jobs()).isEqualTo(before);
    }

    @Test
    void answerCanBeDroppedAfterTheRequestWasHandled() {
        int before = jobs();
        server.faults().on("POST", "/project/*/job").answer(Answer.cut().afterHandling());

        assertThatThrownBy(() -> client.sendOrFail(create())).isInstanceOf(IOException.class);
        assertThat(jobs()).isEqualTo(before + 1);
    }

    @Test
    void requestCanBeHandledTwice() {
        int before = jobs();
        server.faults().on("POST", "/project/*/job").answer(Answer.fromServer().handledTwice());
        String id = client.send(create()).data().asText();

        assertThat(jobs()).isEqualTo(before + 2);
        assertThat(client.get("/project/2/job/" + id).status()).isEqualTo(200);
    }

    @Test
    void bodyCanEndAfterSomeBytes() {
        server.faults().onAny().answer(Answer.fromServer().cutAfter(20));

        assertThatThrownBy(() -> client.sendOrFail(client.request("/project"))).isInstanceOf(IOException.class);
    }

    @Test
    void answerCanBeLate() {
        Duration delay = Duration.ofMillis(30);
        server.faults().onAny().answer(Answer.fromServer().delayedBy(delay));
        long start = System.nanoTime();

        assertThat(client.get("/project").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
    }

    @Test
    void bytesCanComeSlowly() {
        String body = client.get("/project/2").body();
        Duration pause = Duration.ofMillis(2);
        server.faults().onAny().answer(Answer.fromServer().slowly(100, pause));
        long start = System.nanoTime();

        assertThat(client.get("/project/2").body()).isEqualTo(body);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(pause.multipliedBy(body.length() / 100));
    }

    @Test
    void answerThatIsStillOnItsWayDoesNotHoldUpTheEnd() {
        Fault slow = server.faults().onAny().answer(Answer.fromServer().slowly(1, Duration.ofHours(1)));
        CompletableFuture<HttpResponse<byte[]>> reader =
                CompletableFuture.supplyAsync(() -> client.bytes(client.request("/project")));
        while (slow.hits() == 0) {
            Thread.onSpinWait();
        }
        server.close();

        assertThatThrownBy(reader::join).hasRootCauseInstanceOf(IOException.class);
    }
}
