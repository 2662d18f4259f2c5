// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blobs, signed as the recorded Server did it and read as it was recorded. */
class BlobTest {

    private static final String URI_OF_BLOB =
            "starwhale/controller/project/2/common-eval/8116d5bab6e8460c82fc6d4a891ad8f2/0d/"
                    + "0d5061667f8a39fa1b510f11fd530aba85c1485ba1c1a63a2bdaeaae51257577";

    private final ManualClock clock = new ManualClock();
    private final StarwhaleServer server =
            StarwhaleServer.builder().clock(clock).recorded().start();
    private final Client anonymous = Client.of(server, "");
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anythingIsSignedForAnybody() {
        JsonNode links = anonymous
                .post("/filestorage/sign-links?expTimeMillis=86400000", "['" + URI_OF_BLOB + "', 'no/such/file']")
                .data();

        String prefix = server.url() + "/obj-store/";
        long expires = clock.millis() + 86400000;
        assertThat(links).hasSize(2);
        assertThat(links.path(URI_OF_BLOB).asText())
                .matches(prefix + URI_OF_BLOB + "/" + expires + "\\?sign=[0-9a-f]{64}");
        assertThat(links.path("no/such/file").asText()).startsWith(prefix + "no/such/file/");
        assertThat(anonymous
                        .post("/filestorage/sign-links?expTimeMillis=1", "[]")
                        .body())
                .isEqualTo("{\"code\":\"success\",\"message\":\"Success\",\"data\":{}}");
    }

    @Test
    void lifeMustBeSaid() {
        Client.Result result = anonymous.post("/filestorage/sign-links", "[]");

        assertThat(result.status()).isEqualTo(500);
        assertThat(result.body())
                .isEqualTo("{\"code\":\"internalServerError\",\"message\":\"Required request parameter"
                        + " 'expTimeMillis' for method parameter type Long is not present\",\"data\":null}");
    }

    @Test
    void recordedBlobComesWholeInChunks() throws Exception {
        HttpResponse<byte[]> answer = get(sign(URI_OF_BLOB), null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
        assertThat(answer.body()).isEqualTo(blob());
    }

    @Test
    void blobThatIsCutIsNotTakenForAWholeOne() {
        String address = sign(URI_OF_BLOB);
        server.faults().on("GET", "/obj-store/**").answer(Answer.fromServer().cutAfter(1000));

        assertThatThrownBy(() -> get(address, null)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> get(address, "0-2000")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({"32-98, 32, 67", "999999-1000010, 0, 0", "11600-99999, 11600, 48", "11600-, 11600, 48"})
    void rangeIsThePartWithoutSayingSo(String range, int from, int length) throws Exception {
        HttpResponse<byte[]> answer = get(sign(URI_OF_BLOB), range);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Length")).hasValue(Integer.toString(length));
        assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(blob(), from, from + length));
    }

    @Test
    void otherStoresAnswerOtherwise() throws Exception {
        String address = sign(URI_OF_BLOB);
        server.answerRanges(RangeAnswers.PARTIAL_CONTENT);
        HttpResponse<byte[]> part = get(address, "11600-99999");
        HttpResponse<byte[]> past = get(address, "99999-");
        server.answerRanges(RangeAnswers.WHOLE);
        HttpResponse<byte[]> whole = get(address, "32-98");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 11600-11647/11648");
        assertThat(part.body()).hasSize(48);
        assertThat(past.statusCode()).isEqualTo(416);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(blob());
    }

    @Test
    void signatureThatIsWrongOrOldIsRefused() throws Exception {
        String address = sign(URI_OF_BLOB);
        HttpResponse<byte[]> wrong = get(address.substring(0, address.length() - 4) + "xxxx", null);
        clock.advance(Duration.ofMillis(1001));
        HttpResponse<byte[]> old = get(address, null);

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(text(wrong))
                .isEqualTo("{\"code\":\"INVALID REQUEST: Object Store\",\"message\":\"invalid request on subject Object"
                        + " Store\\nsignature invalid\",\"data\":null}");
        assertThat(old.statusCode()).isEqualTo(400);
        assertThat(text(old)).contains("Object Store\\nlink expired");
    }

    @Test
    void blobThatIsNotThere() throws Exception {
        HttpResponse<byte[]> answer = get(sign("no/such/file"), null);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(text(answer))
                .isEqualTo(
                        "{\"code\":\"SYSTEM ERROR: STORAGE\",\"message\":\"ERROR occurs while dealing with STORAGE\\n"
                                + "download file from storage failed\",\"data\":null}");
    }

    @Test
    void uploadAsThePythonSdkDoesIt() throws Exception {
        byte[] content = {1, '\r', '\n', '-', '-', (byte) 0xff, 0, '\r', '\n'};
        String head = "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        String body = head + new String(content, StandardCharsets.ISO_8859_1) + "\r\n--xyz--\r\n";
        Client.Result result = Client.of(server)
                .send(Client.of(server)
                        .request("/project/demo/evaluation/abc/hashedBlob/0d50ff")
                        .header("Content-Type", "multipart/form-data; boundary=xyz")
                        .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1))));

        String uri = result.data().asText();
        assertThat(uri).isEqualTo("starwhale/controller/project/2/common-eval/abc/0d/0d50ff");
        assertThat(get(sign(uri), null).body()).isEqualTo(content);
    }

    @Test
    void blobsOfTests() throws Exception {
        ArtifactBlob blob = new ArtifactBlob();
        long first = blob.add(new byte[67]);
        long second = blob.add("two".getBytes(StandardCharsets.UTF_8));
        String uri = server.addBlob(server.project("demo"), blob.bytes());

        assertThat(first).isEqualTo(32);
        assertThat(second).isEqualTo(128 + 32);
        assertThat(blob.bytes()).hasSize(256);
        assertThat(get(sign(uri), "160-162").body()).asString().isEqualTo("two");
        server.removeBlob(uri);
        assertThat(get(sign(uri), null).statusCode()).isEqualTo(500);
    }

    private String sign(String uri) {
        return anonymous
                .post("/filestorage/sign-links?expTimeMillis=1000", "['" + uri + "']")
                .data()
                .path(uri)
                .asText();
    }

    private HttpResponse<byte[]> get(String address, String range) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (range != null) {
            request.header("Range", "bytes=" + range);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static byte[] blob() {
        return RecordedFiles.bytes("artifact_blob.bin");
    }
}
