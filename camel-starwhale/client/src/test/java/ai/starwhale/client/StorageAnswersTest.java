// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.StorageServer.Behaviour;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.Table;
import ai.starwhale.testkit.Values;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever the storage behind signed addresses answers: the right bytes or an error, and no token ever. */
class StorageAnswersTest {
    private static final int SIZE = 2_000_000;
    private static final int LARGE = 700_000;

    private final Bench bench = Bench.empty();
    private final byte[] blob = new byte[SIZE];
    private final Logger logger = (Logger) LoggerFactory.getLogger("ai.starwhale");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private StorageServer storage;

    @BeforeEach
    void start() throws IOException {
        new Random(3).nextBytes(blob);
        storage = new StorageServer(blob, StorageServer.PART);
        sign(storage.url());
        log.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(Level.DEBUG);
        storage.close();
        bench.close();
        assertThat(log.list)
                .noneMatch(event -> event.getFormattedMessage().contains("canary")
                        || String.valueOf(event.getThrowableProxy()).contains("canary"));
    }

    static List<Behaviour> behaviours() {
        return List.of(
                StorageServer.PART,
                StorageServer.PART_IN_CHUNKS,
                StorageServer.PARTIAL,
                StorageServer.WHOLE,
                StorageServer.WHOLE_IN_CHUNKS);
    }

    @ParameterizedTest
    @MethodSource("behaviours")
    void givesExactlyTheBytesOfTheLink(Behaviour behaviour) {
        storage.behave(behaviour);
        for (long[] range : new long[][] {
            {0, 10},
            {1, 10},
            {12, 10},
            {SIZE - 5, 5},
            {5, LARGE},
            {0, LARGE},
            {SIZE - LARGE, LARGE},
            {SIZE - 9, -1},
            {0, -1}
        }) {
            // Each by a client that knows nothing of the storage yet, and by one that does.
            byte[] expected =
                    Arrays.copyOfRange(blob, (int) range[0], range[1] < 0 ? SIZE : (int) (range[0] + range[1]));
            assertThat(link(range[0], range[1]).bytes()).isEqualTo(expected);
            try (Starwhale fresh = bench.builder().token(Bench.TOKEN).build()) {
                assertThat(link(fresh, range[0], range[1]).bytes()).isEqualTo(expected);
            }
        }
        assertThat(storage.requests()).allSatisfy(headers -> {
            assertThat(headers).doesNotContainKeys("Authorization", "Cookie");
            assertThat(headers.toString()).doesNotContain("canary");
        });
    }

    @ParameterizedTest
    @MethodSource("behaviours")
    void bytesBehindTheEndAreAnError(Behaviour behaviour) {
        storage.behave(behaviour);
        for (long[] range : new long[][] {{SIZE - 5, 6}, {SIZE - 5, LARGE}, {5, SIZE}}) {
            Link link = link(range[0], range[1]);
            assertThat(catchThrowable(link::bytes))
                    .as(link.toString())
                    .isInstanceOf(StarwhaleException.class)
                    .hasMessageContaining("blob");
        }
    }

    @Test
    void storageThatHeedsRangesNoMoreIsNoticed() {
        link(10, 10).bytes();
        storage.behave(StorageServer.WHOLE_IN_CHUNKS);
        assertFails(ProtocolException.class, link(500_000, 10), "more came than the 10 bytes asked for");

        storage.behave(StorageServer.WHOLE);
        assertThat(link(600_000, 10).bytes()).isEqualTo(Arrays.copyOfRange(blob, 600_000, 600_010));
    }

    @Test
    void neitherTokenNorCookieGoesToTheStorage() throws IOException {
        storage.behave((exchange, bytes, first, last) -> {
            exchange.getResponseHeaders().set("Set-Cookie", "a=canary-cookie; Path=/");
            StorageServer.PART.answer(exchange, bytes, first, last);
        });
        link(1, 5).bytes();
        link(50_000, 5).bytes();
        try (InputStream in = link(1, LARGE).openStream()) {
            in.read();
        }

        assertThat(storage.requests()).hasSize(3).allSatisfy(headers -> assertThat(headers)
                .doesNotContainKeys("Authorization", "Cookie"));
    }

    @Test
    void partThatBreaksOffIsReadAgain() {
        AtomicInteger broken = new AtomicInteger();
        storage.behave((exchange, bytes, first, last) -> {
            if (broken.getAndIncrement() < 3) {
                exchange.sendResponseHeaders(200, last - first + 1);
                exchange.getResponseBody().write(bytes, first, (last - first + 1) / 2);
                return;
            }
            StorageServer.PART.answer(exchange, bytes, first, last);
        });

        assertThat(link(10, 1000).bytes()).isEqualTo(Arrays.copyOfRange(blob, 10, 1010));
        assertThat(broken).hasValue(4);
    }

    @Test
    void streamThatBreaksOffGoesOnWhereItStopped() {
        storage.behave((exchange, bytes, first, last) -> {
            exchange.sendResponseHeaders(200, last - first + 1);
            exchange.getResponseBody().write(bytes, first, Math.min(last - first + 1, 200_000));
        });

        assertThat(link(10, LARGE).bytes()).isEqualTo(Arrays.copyOfRange(blob, 10, 10 + LARGE));
        assertThat(storage.requests()).hasSizeBetween(4, 5);
    }

    @Test
    void streamThatAlwaysBreaksFails() {
        storage.behave((exchange, bytes, first, last) -> {
            exchange.sendResponseHeaders(200, last - first + 1);
            exchange.getResponseBody().write(bytes, first, 1000);
        });

        assertFails(UnavailableException.class, link(10, LARGE), "the connection broke");
        assertFails(UnavailableException.class, link(10, 5000), "the connection broke");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-9/100",
                "bytes 11-20/2000000",
                "bytes 10-12/2000000",
                "bytes */2000000",
                "bytes 10-99999999999999999999/*",
                ""
            })
    void partOfAnotherRangeIsAnError(String contentRange) {
        storage.behave((exchange, bytes, first, last) -> {
            exchange.getResponseHeaders().set("Content-Range", contentRange);
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(bytes, 0, 10);
        });

        assertFails(ProtocolException.class, link(10, 10), "cannot read blob 'some/blob'");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 403, 404, 416, 418, 500, 503, 204})
    void failureTellsTheStatusAndNotWhatTheStorageSaid(int status) {
        storage.behave((exchange, bytes, first, last) -> {
            exchange.getResponseHeaders().set("Location", storage.url());
            byte[] said = storage.url().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, status == 204 ? -1 : said.length);
            exchange.getResponseBody().write(said, 0, status == 204 ? 0 : said.length);
        });

        assertFails(StarwhaleException.class, link(10, 10), "cannot read blob 'some/blob' from http://127.0.0.1:");
        assertFails(StarwhaleException.class, link(10, LARGE), "cannot read blob 'some/blob' from http://127.0.0.1:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd?canary-x",
                "ftp://host/canary-x",
                "http:///canary-x",
                "http://user:canary-x@host/y",
                "/obj-store/canary-x",
                "http://ho st/canary-x",
                ""
            })
    void addressThatIsNotOfHttpIsRefusedAndNotShown(String address) {
        sign(address);

        assertFails(ProtocolException.class, link(10, 10), "did not answer an address of http or https");
    }

    @Test
    void storageThatIsNotTrustedIsSaidAtOnce() {
        try (StarwhaleServer untrusted = StarwhaleServer.builder().https().start()) {
            sign(untrusted.url());

            assertFails(ProtocolException.class, link(10, 10), "the certificate of 127.0.0.1 is not trusted (");
            assertThat(bench.time.pauses()).isEmpty();
        }
    }

    @Test
    void closedClientReadsNothing() {
        Link link;
        try (Starwhale other = bench.builder().token(Bench.TOKEN).build()) {
            link = link(other, 10, 10);
        }

        assertThat(catchThrowable(link::bytes)).isInstanceOf(RuntimeException.class);
        assertThat(storage.requests()).isEmpty();
    }

    private static void assertFails(Class<? extends StarwhaleException> type, Link link, String part) {
        StarwhaleException e = catchThrowableOfType(type, link::bytes);
        assertThat(e).hasMessageContaining(part);
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("canary");
    }

    private void sign(String address) {
        String answer = "{\"code\":\"success\",\"message\":\"\",\"data\":{\"some/blob\":\"" + address + "\"}}";
        bench.server.intercept(request -> request.path().endsWith("/sign-links") ? Answer.json(200, answer) : null);
    }

    private Link link(long offset, long size) {
        return link(bench.client, offset, size);
    }

    private Link link(Starwhale client, long offset, long size) {
        Job job = bench.jobWith(
                "results", Table.of(List.of(Map.of("id", 1L, "a", Values.link("some/blob", offset, size)))));
        List<Object> found = new ArrayList<>();
        try (RowStream rows = client.job(job.uri()).rows("results")) {
            rows.forEachRemaining(row -> found.add(row.get("a")));
        }
        return (Link) found.get(0);
    }
}
