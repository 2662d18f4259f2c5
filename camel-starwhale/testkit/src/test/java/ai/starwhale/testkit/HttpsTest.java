// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that speaks TLS. */
class HttpsTest {

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/api/v1/project/demo")).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void whoTrustsItIsAnswered(String host) throws Exception {
        try (StarwhaleServer server = StarwhaleServer.builder().https().start()) {
            assertThat(server.url()).startsWith("https://127.0.0.1:");
            HttpClient client =
                    HttpClient.newBuilder().sslContext(server.sslContext()).build();

            assertThat(get(client, server.url().replace("127.0.0.1", host)).statusCode())
                    .isEqualTo(404);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void blobsAreReadByTlsToo() throws Exception {
        try (StarwhaleServer server = StarwhaleServer.builder().https().start()) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(server.sslContext()).build();
            String blob = server.addBlob(server.addProject("demo"), new byte[] {7});
            HttpRequest sign = HttpRequest.newBuilder(
                            URI.create(server.url() + "/api/v1/filestorage/sign-links?expTimeMillis=1000"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("[\"" + blob + "\"]"))
                    .build();
            String link = Json.parse(client.send(sign, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .path("data")
                    .path(blob)
                    .asText();

            assertThat(link).startsWith(server.url() + "/obj-store/");
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(link)).build(),
                                    HttpResponse.BodyHandlers.ofByteArray())
                            .body())
                    .containsExactly(7);
        }
    }

    @Test
    void nobodyTrustsItOtherwise() {
        try (StarwhaleServer server = StarwhaleServer.builder().https().start()) {
            assertThatExceptionOfType(SSLHandshakeException.class)
                    .isThrownBy(() -> get(HttpClient.newHttpClient(), server.url()));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void serversOfAProcessHaveOneCertificateThatIsValidForDays() throws CertificateException {
        try (StarwhaleServer one = StarwhaleServer.builder().https().start();
                StarwhaleServer other = StarwhaleServer.builder().https().start()) {
            assertThat(other.certificate()).isEqualTo(one.certificate());
            one.certificate().checkValidity(Date.from(Instant.now().plus(20, ChronoUnit.DAYS)));
        }
    }

    @Test
    void plainServerHasNone() {
        try (StarwhaleServer server = StarwhaleServer.start()) {
            assertThat(server.url()).startsWith("http://");
            assertThatIllegalStateException()
                    .isThrownBy(server::sslContext)
                    .withMessage("this server speaks plain HTTP: start it with https()");
            assertThatIllegalStateException().isThrownBy(server::certificate);
        }
    }
}
