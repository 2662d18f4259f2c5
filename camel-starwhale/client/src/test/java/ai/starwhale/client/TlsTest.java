// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.StarwhaleServer;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Servers with TLS: who is trusted, and what is said where nobody is. */
class TlsTest {
    private final PassingTime time = new PassingTime();
    private final StarwhaleServer server = StarwhaleServer.builder()
            .user(Bench.USER, Bench.PASSWORD)
            .recorded()
            .https()
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    private Starwhale.Builder builder() {
        return Starwhale.builder()
                .instance(server.url())
                .swcliConfig(Bench.NO_CONFIG)
                .time(time)
                .login(Bench.USER, Bench.PASSWORD);
    }

    private static <T extends StarwhaleException> T failure(Class<T> type, Starwhale.Builder builder) {
        try (Starwhale client = builder.build()) {
            T e = catchThrowableOfType(type, () -> client.jobs("demo", PageRequest.of(1, 3)));
            assertThat(e).isNotNull();
            return e;
        }
    }

    @Test
    void serverThatIsTrusted() throws IOException {
        try (Starwhale client = builder().sslContext(server.sslContext()).build()) {
            Job job = client.job(server.url() + "/project/demo/job/3");

            assertThat(job.status()).isEqualTo(JobStatus.SUCCESS);
            List<Object> keys = new ArrayList<>();
            try (RowStream rows = job.rows("results", Scan.all().pageSize(3))) {
                rows.forEachRemaining(row -> keys.add(row.get("id")));
            }
            assertThat(keys).hasSize(10);
            assertThat(job.logs("9").get(0).open().readLine()).startsWith("STDOUT");
        }
    }

    @Test
    void brokenConnectionIsRepeatedAsWithoutTls() {
        int[] asked = new int[1];
        server.intercept(request -> request.path().endsWith("/job/3") && asked[0]++ == 0
                ? Answer.fromServer().cutAfter(9)
                : null);
        try (Starwhale client = builder().sslContext(server.sslContext()).build()) {
            assertThat(client.job(server.url() + "/project/demo/job/3").status())
                    .isEqualTo(JobStatus.SUCCESS);
        }
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void serverWithoutTlsThatIsAskedByHttps() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Thread answering = new Thread(() -> refuseAll(plain));
            answering.start();

            UnavailableException e = failure(
                    UnavailableException.class, builder().instance("https://127.0.0.1:" + plain.getLocalPort()));

            assertThat(e).hasMessageContaining(": TLS failed (").hasMessageEndingWith("); is http or https wrong?");
        }
    }

    /** As web servers answer what is no HTTP, such as the beginning of TLS. */
    private static void refuseAll(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket connection = plain.accept()) {
                connection.getInputStream().read();
                connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                connection.shutdownOutput();
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // By the client, which has heard enough, or by the test.
            }
        }
    }

    @Test
    void certificateThatNobodyVouchesFor() {
        ProtocolException e = failure(ProtocolException.class, builder());

        assertThat(e)
                .hasMessageStartingWith("cannot log in as 'starwhale' on " + server.url()
                        + ": the certificate of 127.0.0.1 is not trusted (")
                .hasMessageEndingWith("); set sslContext (in Camel, sslContextParameters) to one that trusts it");
        assertThat(e.httpStatus()).isZero();
        assertThat(time.pauses()).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void certificateOfAnotherHost() throws IOException {
        try (ForwardingProxy elsewhere = new ForwardingProxy(server.url())) {
            ProtocolException e = failure(
                    ProtocolException.class,
                    builder()
                            .instance("https://starwhale.test:8082")
                            .proxy(elsewhere.url())
                            .sslContext(server.sslContext()));

            assertThat(e)
                    .hasMessageStartingWith("cannot log in as 'starwhale' on https://starwhale.test:8082:"
                            + " the certificate of starwhale.test is not accepted (")
                    .hasMessageEndingWith("); is this the name that the Server's certificate was made for?");
            assertThat(elsewhere.lines()).hasSize(1);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void creatingAJobOnAServerThatIsNotTrustedMadeNone() {
        try (Starwhale client = builder().token(Bench.TOKEN).build()) {
            JobRequest request = JobRequest.builder()
                    .project("demo")
                    .model("demo")
                    .runHandler("evaluator:evaluate")
                    .build();

            assertThat(catchThrowableOfType(ProtocolException.class, () -> client.createJob(request)))
                    .hasMessageContaining("is not trusted");
        }
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void plainHttpToAnotherMachineIsWarnedOf() {
        Logger logger = (Logger) LoggerFactory.getLogger("ai.starwhale.client.internal.http.Transport");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            for (String address : List.of("http://starwhale.test", "http://127.0.0.1:1", "http://localhost:1")) {
                try (Starwhale client = builder().instance(address).build()) {
                    client.job(address + "/project/demo/job/3");
                }
            }
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "http://starwhale.test is reached without TLS: tokens and passwords can be read on the way");
    }
}
