// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

    private final ManualClock clock = new ManualClock();
    private final StarwhaleServer server = StarwhaleServer.builder()
            .user("starwhale", "abcd1234")
            .user("bobby", "secret")
            .clock(clock)
            .start();

    @BeforeEach
    void addProjects() {
        server.addProject("demo");
        server.addProject("pub").makePublic();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Client.Result login(String form) {
        Client nobody = Client.of(server, "");
        return nobody.send(nobody.request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    @Test
    void loginGivesATokenInAHeader() {
        Client.Result result = login("userName=starwhale&userPwd=abcd1234");
        String token = result.response().headers().firstValue("Authorization").orElseThrow();

        assertThat(result.status()).isEqualTo(200);
        assertThat(result.type()).isEqualTo("application/json;charset=UTF-8");
        assertThat(result.data().properties().stream().map(field -> field.getKey()))
                .containsExactlyInAnyOrder("isEnabled", "name", "createdTime", "id");
        assertThat(token).matches("Bearer [\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(Client.of(server, token).get("/project").status()).isEqualTo(200);
    }

    @Test
    void loginTakesMultipartForms() {
        Client nobody = Client.of(server, "");
        String body = String.join(
                "\r\n",
                "--x",
                "Content-Disposition: form-data; name=\"userName\"",
                "",
                "starwhale",
                "--x",
                "Content-Disposition: form-data; name=\"userPwd\"",
                "",
                "abcd1234",
                "--x--",
                "");

        assertThat(nobody.send(nobody.request("/login")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(BodyPublishers.ofString(body)))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"userName=starwhale&userPwd=wrong", "userName=nobody&userPwd=abcd1234", ""})
    void loginWithWrongFieldsIsRefused(String form) {
        Client.Result result = login(form);

        assertThat(result.status()).isEqualTo(401);
        assertThat(result.json())
                .isEqualTo(Json.parse("{\"code\":[\"Unauthorized\"],\"message\":[\"Wrong username or password\"]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "bearer x", "x"})
    void withoutTokenPrivateProjectsAnswerArrays(String authorization) {
        Client.Result result = Client.of(server, authorization).get("/project/demo/job");

        assertThat(result.status()).isEqualTo(401);
        assertThat(result.body())
                .isEqualTo(Samples.text("err_401_no_token_project.json").stripTrailing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/project", "/system/version", "/user/current", "/project/pub", "/project/pub/job"})
    void withoutTokenOtherPathsAnswerAnEnvelope(String path) {
        Client.Result result = Client.of(server, "").get(path);

        assertThat(result.status()).isEqualTo(401);
        assertThat(result.json()).isEqualTo(Samples.json("err_401_no_token_systemlevel.json"));
    }

    @Test
    void tokenWithoutItsPrefixIsNoToken() {
        Client.Result result = Client.of(server, server.issueToken()).get("/project");

        assertThat(result.json()).isEqualTo(Samples.json("err_401_no_token_systemlevel.json"));
    }

    @Test
    void tokenMayStandInTheQuery() {
        assertThat(Client.of(server, "")
                        .get("/project?Authorization=Bearer%20" + server.issueToken())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void revokedAndExpiredTokensAreRefused() {
        Client revoked = Client.of(server);
        server.revokeTokens();
        Client expired = Client.of(server);
        clock.advance(Duration.ofDays(30));

        for (Client client : new Client[] {revoked, expired, Client.of(server, "Bearer garbage")}) {
            Client.Result result = client.get("/project");
            assertThat(result.status()).isEqualTo(401);
            assertThat(result.json())
                    .isEqualTo(Json.parse(
                            "{\"code\":[\"Unauthorized\"],\"message\":[\"JWT token is expired or invalid.\"]}"));
        }
    }

    @Test
    void anyTextCanBeMadeAToken() {
        server.acceptToken("canary");

        assertThat(Client.of(server, "Bearer canary")
                        .get("/user/current")
                        .data()
                        .path("name")
                        .asText())
                .isEqualTo("starwhale");
    }

    @Test
    void usersOfPrivateProjectsAreTheirOwners() {
        Client bobby = Client.of(server, "Bearer " + server.issueToken("bobby"));
        server.project("pub").addModel("demo", "evaluator:evaluate");

        Client.Result result = bobby.get("/project/demo");
        assertThat(result.status()).isEqualTo(403);
        assertThat(result.json())
                .isEqualTo(Json.parse("{\"code\":\"accessDenied\",\"message\":\"Access is denied\",\"data\":null}"));
        assertThat(bobby.get("/project/pub/job").status()).isEqualTo(200);
        assertThat(bobby.post("/project/pub/job", "{}").status()).isEqualTo(403);
        assertThat(bobby.get("/project").data().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void tablesOfPublicProjectsAreReadByEverybody() {
        Client nobody = Client.of(server, "");

        assertThat(nobody.scan("{'tables':[{'tableName':'project/2/t'}]}").status())
                .isEqualTo(200);
        assertThat(nobody.scan("{'tables':[{'tableName':'project/1/t'}]}").status())
                .isEqualTo(401);
    }
}
