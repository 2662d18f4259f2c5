// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents may come compressed, rows do not; and what comes broken is not taken for something else. */
class CompressionTest {
    private static final String LIST = "{\"code\":\"success\",\"message\":\"\",\"data\":{\"list\":[],\"total\":0}}";

    private final PassingTime time = new PassingTime();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Starwhale client;
    private byte[] answer = zipped(LIST);
    private int announced = -1;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = Starwhale.builder()
                .instance(url())
                .swcliConfig(Bench.NO_CONFIG)
                .time(time)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path.substring(path.lastIndexOf('/') + 1) + ": "
                    + exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()));
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, announced < 0 ? answer.length : announced);
            exchange.getResponseBody().write(answer);
            exchange.getResponseBody().flush();
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private void list() {
        assertThat(client.jobs("demo", PageRequest.of(1, 1)).items()).isEmpty();
    }

    @Test
    void compressedDocumentIsRead() {
        list();

        assertThat(asked).singleElement().asString().startsWith("job: ").contains("gzip");
    }

    @Test
    void pagesOfRowsAreNotAskedForCompressed() throws IOException {
        try (Bench bench = Bench.recorded();
                ForwardingProxy watching = new ForwardingProxy(bench.server.url());
                Starwhale through =
                        bench.builder().token(Bench.TOKEN).proxy(watching.url()).build()) {
            Job job = through.job(bench.server.url() + "/project/demo/job/3");
            job.rows("results").forEachRemaining(row -> assertThat(row).isNotEmpty());

            assertThat(watching.heads())
                    .filteredOn(head -> head.startsWith("GET "))
                    .isNotEmpty()
                    .allMatch(head -> head.contains("\r\nAccept-Encoding: gzip"));
            assertThat(watching.heads())
                    .filteredOn(head -> head.contains("/scanTable "))
                    .isNotEmpty()
                    .noneMatch(head -> head.contains("\r\nAccept-Encoding:"));
        }
    }

    @Test
    void answerThatIsNotCompressedAsItSays() {
        answer = LIST.getBytes(StandardCharsets.UTF_8);

        assertThat(catchThrowableOfType(ProtocolException.class, this::list))
                .hasMessage("cannot list the jobs of project demo on " + url()
                        + ": the answer is said to be compressed, and cannot be read as that (Not in GZIP format)");
        assertThat(asked).hasSize(1);
    }

    @Test
    void answerWhoseMiddleIsDamaged() {
        answer[answer.length / 2] ^= 0x55;

        ProtocolException e = catchThrowableOfType(ProtocolException.class, this::list);

        assertThat(e).hasMessageContaining("cannot list the jobs of project demo on " + url());
        assertThat(e.httpStatus()).isEqualTo(200);
    }

    @Test
    void answerThatIsCutInTheMiddleIsAskedForAgain() {
        announced = answer.length;
        answer = Arrays.copyOf(answer, answer.length / 2);

        assertThat(catchThrowableOfType(UnavailableException.class, this::list))
                .hasMessageContaining("the connection broke (");
        assertThat(asked).hasSize(5);
    }

    @Test
    void answerThatWasCutBeforeItWasSentIsAskedForAgain() {
        answer = Arrays.copyOf(answer, answer.length / 2);

        assertThat(catchThrowableOfType(UnavailableException.class, this::list)).isNotNull();
        assertThat(asked).hasSize(5);
    }
}
