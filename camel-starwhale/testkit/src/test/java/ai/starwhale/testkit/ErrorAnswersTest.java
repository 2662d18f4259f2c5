// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are errors, or not what they say. */
class ErrorAnswersTest {

    private final StarwhaleServer server = StarwhaleServer.builder().recorded().start();
    private final Client client = Client.of(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, application/json;charset=UTF-8, JWT token is expired or invalid.",
        "403, application/json, Access is denied",
        "404, application/json;charset=UTF-8, Resource is not found",
        "409, application/json, already exists",
        "429, text/html;charset=UTF-8, Too Many Requests",
        "500, application/json, internalServerError",
        "502, text/html;charset=UTF-8, Bad Gateway",
        "503, '', server is upgrading",
        "504, text/html;charset=UTF-8, Gateway Timeout"
    })
    void errorHasItsUsualForm(int status, String type, String words) {
        server.faults().onAny().answer(Answer.error(status));
        Client.Result result = client.get("/project");

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.type()).isEqualTo(type);
        assertThat(result.body()).contains(words);
    }

    @Test
    void errorCanSayWhenToComeBack() {
        server.faults().onAny().answer(Answer.error(429).header("Retry-After", "7"));

        assertThat(client.get("/project").response().headers().firstValue("Retry-After"))
                .contains("7");
    }

    @Test
    void anyErrorCanBeAPage() {
        server.faults().onAny().answer(Answer.html(500));

        assertThat(client.get("/project").type()).startsWith("text/html");
        assertThat(client.get("/project").body()).contains("HTTP Status 500 – Internal Server Error");
    }

    @Test
    void contentTypeOfTheServersOwnAnswerCanBeWrong() {
        String body = client.get("/project/2").body();
        server.faults().onAny().answer(Answer.fromServer().contentType("text/plain"));
        Client.Result result = client.get("/project/2");

        assertThat(result.status()).isEqualTo(200);
        assertThat(result.type()).isEqualTo("text/plain");
        assertThat(result.body()).isEqualTo(body);
    }

    @Test
    void zippedBodyCanBeBroken() throws IOException {
        server.faults().onAny().answer(Answer.fromServer().brokenGzip());
        var answer = client.bytes(client.request("/project/2").header("Accept-Encoding", "gzip"));

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThatThrownBy(unzipped::readAllBytes).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void bodyCanComeTwice() {
        String body = client.get("/project/2").body();
        server.faults().onAny().answer(Answer.fromServer().repeated());
        byte[] twice = client.bytes(client.request("/project/2")).body();

        assertThat(new String(twice, StandardCharsets.UTF_8)).isEqualTo(body + body);
    }

    @Test
    void headersOfTheServersOwnAnswerCanBeChanged() {
        server.faults().onAny().answer(Answer.fromServer().header("X-Proxy", "p1"));

        assertThat(client.get("/project/2").response().headers().firstValue("X-Proxy"))
                .contains("p1");
        assertThat(client.get("/project/2").data().path("name").asText()).isEqualTo("demo");
    }
}
