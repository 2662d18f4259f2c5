// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarwhaleServerTest {

    @Test
    void closedServerLeavesNoThread() {
        StarwhaleServer server = StarwhaleServer.start();
        Client client = Client.of(server);
        client.get("/project");
        server.intercept(request -> Answer.fromServer().delayedBy(Duration.ofHours(1)));
        Thread waiting = new Thread(
                () -> assertThatThrownBy(() -> client.sendOrFail(client.request("/project")))
                        .isInstanceOf(IOException.class),
                "waiting");
        waiting.start();
        while (server.requests().size() < 2) {
            Thread.onSpinWait();
        }

        server.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("starwhale-testkit") || name.equals("HTTP-Dispatcher"));
        assertThatThrownBy(() -> client.sendOrFail(client.request("/project"))).isInstanceOf(IOException.class);
    }

    @Test
    void emptyServerKnowsItsUserOnly() {
        try (StarwhaleServer server = StarwhaleServer.start()) {
            Client client = Client.of(server);

            assertThat(client.get("/project").data().path("total").asInt()).isZero();
            assertThat(client.get("/user/current").data().path("name").asText()).isEqualTo("starwhale");
            assertThat(client.get("/system/version").data().path("version").asText())
                    .startsWith("0.1.0:");
            assertThat(client.get("/project/0").data().path("name").asText()).isEqualTo("SYSTEM");
        }
    }

    @Test
    void ownerHasOneProjectOfAName() {
        try (StarwhaleServer server =
                StarwhaleServer.builder().user("ann", "a").user("bob", "b").start()) {
            server.addProject("demo");
            server.addProject("bob:demo");
            Client.Result again =
                    Client.of(server).post("/project", "{'projectName':'demo','privacy':'private','description':''}");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> server.addProject("demo"))
                    .withMessage("project demo of ann is there already");
            assertThat(again.status()).isEqualTo(400);
            assertThat(again.json().path("message").asText()).endsWith("Project demo already exists");
            assertThat(Client.of(server).get("/project/ann:demo").status()).isEqualTo(200);
        }
    }

    @Test
    void bundlesAreFoundByNameAliasAndId() {
        try (StarwhaleServer server = StarwhaleServer.start()) {
            Client client = Client.of(server);
            Project project = server.addProject("demo");
            String first = project.addModel("m", "a:evaluate");
            String second = project.addModel(
                    "m",
                    ModelVersion.withHandlers("a:evaluate").requireDataset().withBuiltInRuntime());
            String path = "/project/demo/model/m";
            String name = client.get(path).data().path("versionName").asText();

            for (String url : new String[] {"", "?versionUrl=latest", "?versionUrl=v2", "?versionUrl=" + name}) {
                assertThat(client.get(path + url).data().path("versionId").asText())
                        .isEqualTo(second);
            }
            assertThat(client.get(path + "?versionUrl=v1")
                            .data()
                            .path("versionId")
                            .asText())
                    .isEqualTo(first);
            assertThat(client.get(path + "?versionUrl=v3").status()).isEqualTo(404);
            assertThat(client.get("/project/demo/model/other").status()).isEqualTo(404);
            assertThat(client.get(path)
                            .data()
                            .path("versionInfo")
                            .path("stepSpecs")
                            .path(0)
                            .path("require_dataset")
                            .asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/project/2/job/7/task/21/log, 404",
        "/nothing, 404",
        "/project//job, 500",
        "/project/2/job/99999999999999999999999, 500",
        "/project/%E4%BD%A0/job, 500"
    })
    void pathsOfNoUseAnswerAPage(String path, int status) {
        try (StarwhaleServer server = StarwhaleServer.builder().recorded().start()) {
            Client.Result result = Client.of(server).get(path);

            assertThat(result.status()).isEqualTo(status);
            assertThat(result.type()).isEqualTo("text/html;charset=UTF-8");
            assertThat(result.body()).startsWith("<!doctype html><html lang=\"en\"><head><title>HTTP Status " + status);
        }
    }

    @Test
    void wrongMethodIsAnErrorOfTheServer() {
        try (StarwhaleServer server = StarwhaleServer.start()) {
            Client.Result result = Client.of(server).delete("/project");

            assertThat(result.status()).isEqualTo(500);
            assertThat(result.json().path("code").asText()).isEqualTo("internalServerError");
        }
    }

    @Test
    void longAnswersAreZippedForThoseWhoAsk() throws Exception {
        try (StarwhaleServer server = StarwhaleServer.builder().recorded().start()) {
            HttpResponse<byte[]> small = zipped(server, "/project/2");
            HttpResponse<byte[]> large = zipped(server, "/project/2/job");
            String plain = Client.of(server).get("/project/2/job").body();

            assertThat(small.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(large.headers().firstValue("Content-Encoding")).contains("gzip");
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(large.body()))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(plain);
            }
        }
    }

    private static HttpResponse<byte[]> zipped(StarwhaleServer server, String path) throws Exception {
        HttpRequest request = Client.of(server)
                .request(path)
                .header("Accept-Encoding", "gzip")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }
}
