// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows on their way into files and whatever else takes an InputStream or a text. */
class RowsAsJsonLinesTest {
    private final Fixture fixture = new Fixture();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private String rows(long count) {
        return "starwhale:job?operation=rows&job="
                + fixture.jobWith(Fixture.numbers(count)).id();
    }

    private String file(String options) {
        return "file:" + folder + "?fileName=rows.jsonl" + options;
    }

    private static String lines(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(i -> "{\"id\":" + i + ",\"value\":" + i / 2.0 + "}\n")
                .collect(Collectors.joining());
    }

    private Exchange send(String uri) {
        return fixture.send(uri, message -> {});
    }

    /** All pages from this one on make no sense. */
    private void breakPagesFrom(int page) {
        AtomicInteger scans = new AtomicInteger();
        fixture.server.intercept(request -> request.path().endsWith("/scanTable") && scans.incrementAndGet() >= page
                ? Answer.json(200, "{\"code\":\"succ")
                : null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&outputType=pages",
            })
    void aTableIsWrittenToAFile(String options) throws Exception {
        String rows = rows(2500) + options;
        fixture.route(route -> route.from("direct:in").to(rows).to(file("&tempPrefix=.part-")));
        assertThat(send("direct:in").getException()).isNull();
        assertThat(folder.resolve("rows.jsonl")).hasContent(lines(0, 2500));
        assertThat(folder.toFile().list()).containsExactly("rows.jsonl");
    }

    @Test
    void aTableWithoutRowsIsAnEmptyFile() throws Exception {
        String rows = rows(5) + "&start=100";
        fixture.route(route -> route.from("direct:in").to(rows).to(file("")));
        assertThat(send("direct:in").getException()).isNull();
        assertThat(folder.resolve("rows.jsonl")).isEmptyFile();
    }

    @Test
    void severalTargetsGetTheWholeTableEach() throws Exception {
        String rows = rows(2500);
        fixture.route(route -> route.from("direct:in")
                .to(rows)
                .to(file(""))
                .multicast()
                .parallelProcessing()
                .to("file:" + folder + "?fileName=a", "file:" + folder + "?fileName=b"));
        assertThat(send("direct:in").getException()).isNull();
        for (String name : List.of("rows.jsonl", "a", "b")) {
            assertThat(folder.resolve(name)).hasContent(lines(0, 2500));
        }
    }

    @Test
    void aTableThatCannotBeReadToItsEndIsNoFile() throws Exception {
        String rows = rows(10_000);
        breakPagesFrom(4);
        fixture.route(route -> route.from("direct:in").to(rows).to(file("&tempPrefix=.part-&doneFileName=done")));
        Exchange exchange = send("direct:in");
        assertThat(exchange.getException(ProtocolException.class)).isNotNull();
        assertThat(folder.resolve("rows.jsonl")).doesNotExist();
        assertThat(folder.resolve("done")).doesNotExist();
        // All that could be read.
        assertThat(folder.resolve(".part-rows.jsonl")).hasContent(lines(0, 3000));
    }

    @Test
    void aFileThatIsTriedAgainIsWhole() throws Exception {
        String rows = rows(10_000);
        AtomicInteger scans = new AtomicInteger();
        fixture.server.intercept(request -> {
            int scan = request.path().endsWith("/scanTable") ? scans.incrementAndGet() : 0;
            return scan == 4 || scan == 5 ? Answer.json(200, "{\"code\":\"succ") : null;
        });
        fixture.route(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            route.from("direct:in").to(rows).to(file("&tempPrefix=.part-"));
        });
        assertThat(send("direct:in").getException()).isNull();
        assertThat(folder.resolve("rows.jsonl")).hasContent(lines(0, 10_000));
    }

    @Test
    void aStreamThatFailsGoesOnFailingAndIsNeverAtItsEnd() throws Exception {
        breakPagesFrom(2);
        InputStream lines = send(rows(10_000)).getMessage().getBody(InputStream.class);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        assertThatThrownBy(() -> lines.transferTo(read))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot read table 'results'")
                .hasCauseInstanceOf(ProtocolException.class);
        assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo(lines(0, 1000));
        assertThatThrownBy(lines::read).isInstanceOf(IOException.class);
        lines.close();
        assertThatThrownBy(lines::read).isInstanceOf(IOException.class);
    }

    @Test
    void pagesAreAskedForAsTheStreamIsReadAndNotAfterItIsClosed() throws Exception {
        InputStream lines = send(rows(10_000)).getMessage().getBody(InputStream.class);
        assertThat(fixture.scans()).isZero();
        assertThat(lines.readNBytes(12)).asString().isEqualTo("{\"id\":0,\"val");
        lines.close();
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(10)).until(() -> fixture.scans() <= 2);
    }

    @Test
    void bytesAreGivenOneByOneToo() throws Exception {
        try (InputStream lines = send(rows(3)).getMessage().getBody(InputStream.class)) {
            StringBuilder read = new StringBuilder();
            for (int b = lines.read(); b >= 0; b = lines.read()) {
                read.append((char) b);
            }
            assertThat(read).hasToString(lines(0, 3));
            assertThat(lines.read(new byte[0])).isZero();
            assertThat(lines.read(new byte[1])).isEqualTo(-1);
        }
    }

    @Test
    void aSmallTableIsATextByWayOfAStream() throws Exception {
        String rows = rows(3);
        fixture.route(route -> route.from("direct:in")
                .to(rows)
                .convertBodyTo(InputStream.class)
                .convertBodyTo(String.class));
        assertThat(send("direct:in").getMessage().getBody()).isEqualTo(lines(0, 3));
    }

    @Test
    void partsOfASplitAreJsonToo() throws Exception {
        String rows = rows(250) + "&fetchSize=100";
        fixture.route(route -> {
            route.from("direct:rows")
                    .to(rows)
                    .split(route.body())
                    .streaming()
                    .to("file:" + folder + "?fileName=rows&fileExist=Append")
                    .convertBodyTo(String.class)
                    .to("file:" + folder + "?fileName=texts&fileExist=Append&appendChars=\\n");
            route.from("direct:pages")
                    .to(rows + "&outputType=pages")
                    .split(route.body())
                    .streaming()
                    .to("file:" + folder + "?fileName=pages&fileExist=Append")
                    .convertBodyTo(String.class)
                    .to("file:" + folder + "?fileName=pageTexts&fileExist=Append");
        });
        assertThat(send("direct:rows").getException()).isNull();
        assertThat(send("direct:pages").getException()).isNull();
        for (String name : List.of("rows", "texts", "pages", "pageTexts")) {
            assertThat(folder.resolve(name)).hasContent(lines(0, 250));
        }
    }

    @Test
    void textsAreUtf8WhateverIsInThem() throws Exception {
        String job = String.valueOf(fixture.jobWith(Table.of(List.of(Map.of("id", "语", "text", "\uD83D\uDC0B\n"))))
                .id());
        fixture.route(route -> route.from("direct:in")
                .to("starwhale:job?operation=rows&job=" + job)
                .to(file("")));
        send("direct:in");
        assertThat(Files.readString(folder.resolve("rows.jsonl")))
                .isEqualTo("{\"id\":\"语\",\"text\":\"\uD83D\uDC0B\\n\"}\n");
    }

    @Test
    void aFileMayHaveAnotherCharacterSet() throws Exception {
        String rows = rows(3);
        fixture.route(route -> route.from("direct:in").to(rows).to(file("&charset=UTF-16BE")));
        assertThat(send("direct:in").getException()).isNull();
        assertThat(Files.readString(folder.resolve("rows.jsonl"), StandardCharsets.UTF_16BE))
                .isEqualTo(lines(0, 3));
    }

    @Test
    void columnsAreChosenByOptionAndByHeader() throws Exception {
        String rows = rows(2) + "&columns=id";
        fixture.route(route -> route.from("direct:in").to(rows).convertBodyTo(InputStream.class));
        assertThat(fixture.template.requestBody("direct:in", null, String.class))
                .isEqualTo("{\"id\":0}\n{\"id\":1}\n");
        for (Object wanted : List.of(" value ", List.of("value"))) {
            assertThat(fixture.template.requestBodyAndHeader(
                            "direct:in", null, StarwhaleConstants.COLUMNS, wanted, String.class))
                    .isEqualTo("{\"value\":0.0}\n{\"value\":0.5}\n");
        }
    }

    @Test
    void jobsAndChangesAreJson() throws Exception {
        JobInfo job = Jobs.info(7, "RUNNING");
        JobStatusChange change = new JobStatusChange(job, null, JobStatus.RUNNING, Instant.EPOCH, "id");
        for (Object body : List.of(job, change)) {
            String json = StarwhaleJson.toJson(body);
            assertThat(fixture.camel.getTypeConverter().convertTo(String.class, body))
                    .isEqualTo(json);
            assertThat(fixture.camel.getTypeConverter().convertTo(InputStream.class, body))
                    .hasContent(json);
        }
    }

    @Test
    void otherListsAreConvertedAsBefore() {
        assertThat(fixture.camel.getTypeConverter().convertTo(String.class, List.of(1, 2)))
                .isEqualTo("[1, 2]");
        assertThat(fixture.camel.getTypeConverter().convertTo(String.class, List.of()))
                .isEqualTo("[]");
    }
}
