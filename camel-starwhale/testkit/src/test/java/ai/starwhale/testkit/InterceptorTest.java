// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterceptorTest {

    private static final String REQUEST = "{'modelVersionUrl':'1','runtimeVersionUrl':'1','resourcePool':'default',"
            + "'handler':'evaluator:evaluate'}";

    private final StarwhaleServer server = StarwhaleServer.builder().recorded().start();
    private final Client client = Client.of(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private int jobs() {
        server.intercept(null);
        return client.get("/project/2/job").data().path("total").asInt();
    }

    @Test
    void anythingCanBeAnsweredInsteadOfTheServer() {
        server.intercept(request -> Answer.of(503, null, "server is upgrading, web api are not ready now")
                .header("Retry-After", "1"));
        Client.Result result = client.get("/project");

        assertThat(result.status()).isEqualTo(503);
        assertThat(result.type()).isEmpty();
        assertThat(result.body()).isEqualTo("server is upgrading, web api are not ready now");
        assertThat(result.response().headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void requestsCanBeTold() {
        server.intercept(request -> request.path().endsWith("/project/2") ? Answer.html(502) : null);

        assertThat(client.get("/project/2").status()).isEqualTo(502);
        assertThat(client.get("/project/2").body()).contains("HTTP Status 502 – Bad Gateway");
        assertThat(client.get("/project").status()).isEqualTo(200);
    }

    @Test
    void connectionCanBeClosedWithoutAnAnswer() {
        int before = jobs();
        server.intercept(request -> Answer.cut());

        assertThatThrownBy(() -> client.sendOrFail(client.request("/project"))).isInstanceOf(IOException.class);
        assertThat(jobs()).isEqualTo(before);
    }

    @Test
    void answerCanBeLostAfterTheServerHandledTheRequest() {
        int before = jobs();
        server.intercept(request -> Answer.cut().afterHandling());
        assertThatThrownBy(() -> client.sendOrFail(client.request("/project/2/job")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(REQUEST.replace('\'', '"')))))
                .isInstanceOf(IOException.class);
        assertThat(jobs()).isEqualTo(before + 1);

        server.intercept(request -> Answer.html(504).afterHandling());
        assertThat(client.post("/project/2/job", REQUEST).status()).isEqualTo(504);
        assertThat(jobs()).isEqualTo(before + 2);
    }

    @Test
    void bodyCanBeCut() {
        server.intercept(request -> Answer.fromServer().cutAfter(20));

        assertThatThrownBy(() -> client.sendOrFail(client.request("/project"))).isInstanceOf(IOException.class);
    }

    @Test
    void answerCanBeDelayed() {
        server.intercept(request -> Answer.fromServer().delayedBy(Duration.ofMillis(30)));
        long start = System.nanoTime();

        assertThat(client.get("/project").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void requestsAreKeptInOrder() {
        server.clearRequests();
        client.get("/project/2/job?pageSize=1");
        client.scan("{'tables':[]}");

        assertThat(server.requests())
                .containsExactly(
                        new RecordedRequest("GET", "/api/v1/project/2/job", "pageSize=1", ""),
                        new RecordedRequest("POST", "/api/v1/datastore/scanTable", null, "{\"tables\":[]}"));
    }
}
