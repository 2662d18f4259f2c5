// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens that expire, and servers that stop and come back. */
class RestartTest {

    private final StarwhaleServer server = StarwhaleServer.start();
    private final Client client = Client.of(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tokensCanExpireInTheMiddleOfTheWork() {
        Fault fault = server.faults().onAny().after(1).times(1).run(server::revokeTokens);

        assertThat(client.get("/project").status()).isEqualTo(200);
        assertThat(client.get("/project").status()).isEqualTo(401);
        assertThat(client.get("/project").status()).isEqualTo(401);
        assertThat(fault.hits()).isEqualTo(1);
        assertThat(Client.of(server).get("/project").status()).isEqualTo(200);
    }

    @Test
    void restartKeepsWhatWasKnownAndThePort() {
        String url = server.url();
        server.addProject("demo").addTable("test/t", Table.of(List.of(Map.of("id", 1L))));
        server.restart();

        assertThat(server.url()).isEqualTo(url);
        assertThat(client.get("/project/demo").status()).isEqualTo(200);
        assertThat(client.scan("{'tables':[{'tableName':'project/1/test/t'}]}")
                        .data()
                        .path("records"))
                .hasSize(1);
    }

    @Test
    void restartCanForgetEverythingButTheUsers() {
        String url = server.url();
        server.addProject("demo").addModel("m", "h:run");
        server.onCreate(job -> JobScript.run());
        server.restartEmpty();

        assertThat(server.url()).isEqualTo(url);
        assertThat(client.get("/project").status()).isEqualTo(401);
        Client again = Client.of(server);
        assertThat(again.get("/project").data().path("total").asInt()).isZero();
        Project project = server.addProject("demo");
        String model = project.addModel("m", "h:run");
        String runtime = project.addRuntime("r");
        String id = again.post(
                        "/project/demo/job",
                        "{'modelVersionUrl':'" + model + "','runtimeVersionUrl':'" + runtime
                                + "','resourcePool':'default','handler':'h:run'}")
                .data()
                .asText();
        assertThat(again.get("/project/demo/job/" + id).data().path("jobStatus").asText())
                .isEqualTo("RUNNING");
    }

    @Test
    void stoppedServerRefusesConnectionsUntilItIsBack() {
        server.addProject("demo");
        server.stop();
        assertThatThrownBy(() -> client.sendOrFail(client.request("/project"))).isInstanceOf(IOException.class);
        server.restart();

        assertThat(client.get("/project/demo").status()).isEqualTo(200);
    }

    @Test
    void closedServerDoesNotComeBack() {
        server.close();

        assertThatIllegalStateException().isThrownBy(server::restart);
        assertThatIllegalStateException().isThrownBy(server::restartEmpty);
        assertThatThrownBy(() -> client.sendOrFail(client.request("/project"))).isInstanceOf(IOException.class);
    }

    @Test
    void requestCanMakeItRestart() {
        server.addProject("demo");
        Fault fault = server.faults().on("POST", "/datastore/*").times(1).run(server::restart);
        HttpRequest.Builder request = client.request("/datastore/listTables").POST(BodyPublishers.ofString("{}"));

        assertThatThrownBy(() -> client.sendOrFail(request)).isInstanceOf(IOException.class);
        assertThat(fault.hits()).isEqualTo(1);
        assertThat(onceItIsBack("/project/demo").status()).isEqualTo(200);
    }

    /** Between the end of the old connections and the first new one the server is away, if only for a moment. */
    private Client.Result onceItIsBack(String path) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return client.sendOrFail(client.request(path));
            } catch (IOException e) {
                assertThat(System.nanoTime()).as("still away: %s", e).isLessThan(end);
            }
        }
    }
}
