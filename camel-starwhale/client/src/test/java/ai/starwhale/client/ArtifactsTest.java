// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.server.pages.Recorded;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.ArtifactBlob;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.Table;
import ai.starwhale.testkit.Values;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Artifacts and links in the rows of a Server. */
class ArtifactsTest {
    private final Bench bench = Bench.recorded();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void recordedImageIsAnArtifactWhoseBytesAreFetchedOnDemand() {
        List<Row> rows = rows(bench.job("3"), "arts2");
        Artifact image = (Artifact) rows.get(0).get("img");

        assertThat(image.pythonType()).isEqualTo("starwhale.base.data_type.Image");
        assertThat(image.type()).isEqualTo("image");
        assertThat(image.mimeType()).isEqualTo("x/undefined");
        assertThat(image.displayName()).isEqualTo("one.png");
        assertThat(image.dtype()).isEqualTo("uint8");
        assertThat(image.encoding()).isEmpty();
        assertThat(image.shape()).isEqualTo(Arrays.asList(null, null, 3L));
        assertThat(image.attributes()).hasSize(9).containsEntry("as_mask", false);
        Link link = image.link();
        assertThat(link.offset()).isEqualTo(32);
        assertThat(link.size()).isEqualTo(67);
        assertThat(link.scheme()).isEmpty();
        assertThat(link.extraInfo()).isEqualTo(Map.of("bin_offset", 0L, "bin_size", 128L));
        assertThat(image)
                .hasToString("Artifact[image x/undefined 'one.png', Link[" + link.uri() + ", bytes 32 to 99]]");

        assertThat(image.bytes()).hasSize(67).startsWith(0x89, 'P', 'N', 'G').isEqualTo(blob(32, 67));
        assertThat(((Artifact) rows.get(1).get("img")).bytes()).isEqualTo(blob(0x2d20, 67));
    }

    @Test
    void recordedLongTextAndBytesAreTheTextAndTheBytes() throws IOException {
        List<Row> rows = rows(bench.job("3"), "arts2");

        assertThat(rows.get(0).get("long")).isEqualTo(new String(blob(160, 6000), StandardCharsets.UTF_8));
        assertThat((byte[]) rows.get(0).get("blob")).isEqualTo(blob(0x18a0, 5120));
        assertThat(rows.get(1).get("long")).isEqualTo("x");
        assertThat(rows.get(0).type("long").kind()).isEqualTo(Kind.OBJECT);
        assertThat(rows.get(0).type("long")).hasToString("OBJECT[starwhale.base.data_type.Text]");
        assertThat(rows.get(0))
                .containsOnlyKeys("id", "blob", "img", "long", "short")
                .containsEntry("id", "a1")
                .containsEntry("short", "s");
        JsonNode signed = Bench.json(bench.sent("/sign-links").get(0).body());
        assertThat(signed).hasSize(1);
        assertThat(bench.sent("/sign-links")).hasSize(1);
    }

    @Test
    void nothingIsFetchedForArtifactsThatNobodyAsksFor() {
        Job job = job(ArtifactsTest::image, 500, 100);

        List<Row> rows = rows(job, "results");
        assertThat(rows).hasSize(500).allSatisfy(row -> assertThat(row.get("a")).isInstanceOf(Artifact.class));
        assertThat(new LinkedHashMap<>(rows.get(3))).isEqualTo(rows.get(3)).hasSameHashCodeAs(rows.get(3));
        assertThat(rows.get(3).get("a")).isNotEqualTo(rows.get(4).get("a"));

        assertThat(bench.sent("/sign-links")).isEmpty();
        assertThat(fetched()).isZero();
    }

    @Test
    void convertedValuesAreFoundInListsMapsAndObjects() {
        ArtifactBlob blob = new ArtifactBlob();
        byte[] data = "héllo 你".getBytes(StandardCharsets.UTF_8);
        long at = blob.add(data);
        String uri = bench.server.addBlob(bench.server.project("demo"), blob.bytes());
        Object text = Values.longText("utf-8", Values.link(uri, at, data.length));
        Object bytes = Values.longBytes(Values.link(uri, at, data.length));
        Object image = Values.image("i", "image/png", Values.link(uri, at, data.length));
        Job job = bench.jobWith(
                "results",
                Table.of(List.of(Map.of(
                        "id",
                        1L,
                        "list",
                        Arrays.asList(1L, text, null, image),
                        "tuple",
                        Values.tuple(text),
                        "map",
                        Map.of("k", List.of(text)),
                        "object",
                        Values.object("my.Thing", Map.of("t", text, "i", image, "n", 5L)),
                        "bytes",
                        List.of(bytes)))));

        Row row = rows(job, "results").get(0);

        List<?> list = (List<?>) row.get("list");
        assertThat(list.subList(0, 3)).isEqualTo(Arrays.asList(1L, "héllo 你", null));
        assertThat(list.get(3)).isInstanceOf(Artifact.class);
        assertThat(row.get("tuple")).isEqualTo(List.of("héllo 你"));
        assertThat(row.get("map")).isEqualTo(Map.of("k", List.of("héllo 你")));
        assertThat(((StarwhaleObject) row.get("object")).attributes())
                .containsEntry("t", "héllo 你")
                .containsEntry("n", 5L)
                .containsEntry("i", list.get(3));
        assertThat((byte[]) ((List<?>) row.get("bytes")).get(0)).isEqualTo(data);
    }

    @Test
    void summaryIsConvertedToo() {
        ArtifactBlob blob = new ArtifactBlob();
        long at = blob.add(new byte[] {'h', 'i'});
        var project = bench.server.project("demo");
        String uri = bench.server.addBlob(project, blob.bytes());
        String id = bench.server
                .addJob(
                        project,
                        JobScript.succeed()
                                .after(Duration.ZERO)
                                .summary(Map.of("notes", Values.longText("latin-1", Values.link(uri, at, 2)))))
                .id();

        assertThat(bench.job(id).summary()).containsEntry("notes", "hi");
    }

    @Test
    void objectOfAClassOfTheUsersOwnStaysData() {
        Object own = Values.object("my.module.Image", Map.of("link", 5L));
        Job job = bench.jobWith("results", Table.of(List.of(Map.of("id", 1L, "a", own))));

        assertThat(rows(job, "results").get(0).get("a"))
                .isEqualTo(new StarwhaleObject("my.module.Image", Map.of("link", 5L)));
    }

    @Test
    void textThatIsNotInItsEncodingFailsItsRowAndNamesIt() {
        ArtifactBlob blob = new ArtifactBlob();
        long good = blob.add("good".getBytes(StandardCharsets.UTF_8));
        long bad = blob.add(new byte[] {'b', (byte) 0xff, 'd', '.'});
        String uri = bench.server.addBlob(bench.server.project("demo"), blob.bytes());
        Job job = bench.jobWith(
                "results",
                Table.of(List.of(
                        Map.of("id", 1L, "text", Values.longText("utf-8", Values.link(uri, good, 4))),
                        Map.of("id", 2L, "text", Values.longText("utf-8", Values.link(uri, bad, 4))),
                        Map.of("id", 3L, "text", Values.longText("klingon", Values.link(uri, good, 4))))));
        try (RowStream rows = job.rows("results")) {
            assertThat(rows.next()).containsEntry("text", "good");

            assertThat(catchThrowableOfType(ProtocolException.class, rows::next))
                    .hasMessage("cannot read column 'text' in the row of key 2 of table 'results' of job " + uuid(job)
                            + ": the 4 bytes of a text are not UTF-8, which they should be");
            assertThat(rows.position()).isEqualTo(1L);
            assertThat(rows.hasNext()).isFalse();
        }
        try (RowStream rows = job.rows("results", Scan.from(3L))) {
            assertThat(catchThrowableOfType(ProtocolException.class, rows::nextPage))
                    .hasMessageContaining("a text has the encoding 'klingon', which is not known");
            assertThat(rows.position()).isNull();
        }
    }

    @Test
    void linkOutOfTheInstanceIsNeverFollowed() throws IOException {
        try (StorageServer elsewhere = new StorageServer(new byte[100], StorageServer.PART)) {
            for (String uri : List.of(
                    elsewhere.url(),
                    "s3://user:canary-password@127.0.0.1:9000/bucket/key",
                    "file:///etc/passwd",
                    "HTTP://127.0.0.1/x")) {
                Object image = Values.image("i", "image/png", Values.link(uri, 0, 10));
                Job job = bench.jobWith("results", Table.of(List.of(Map.of("id", 1L, "a", image))));
                Artifact artifact = (Artifact) rows(job, "results").get(0).get("a");

                assertThat(catchThrowableOfType(InvalidRequestException.class, artifact::bytes))
                        .hasMessageContaining(uri.substring(0, 5))
                        .hasMessageContaining("leads out of the storage of the instance")
                        .message()
                        .doesNotContain("canary");
                assertThat(artifact.link().uri()).isEqualTo(uri);
                assertThat(artifact.toString()).doesNotContain("canary");
            }
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(bench.sent("/sign-links")).isEmpty();
        }
    }

    @Test
    void linkOfTheDatastoreIsWhatItSays() {
        Object stored = Values.object(
                Link.REFERENCE, Map.of("uri", "s3://a/b", "display_text", "disp", "mime_type", "image/png"));
        Job job = bench.jobWith("results", Table.of(List.of(Map.of("id", 1L, "a", stored))));

        Link link = (Link) rows(job, "results").get(0).get("a");

        assertThat(link.uri()).isEqualTo("s3://a/b");
        assertThat(link.scheme()).isEqualTo("s3");
        assertThat(link.displayText()).isEqualTo("disp");
        assertThat(link.mimeType()).isEqualTo("image/png");
        assertThat(link).hasToString("Link[s3://a/b]");
        assertThat(catchThrowableOfType(InvalidRequestException.class, link::bytes))
                .hasMessage("cannot read Link[s3://a/b] of " + bench.server.url()
                        + ": it is an address that somebody wrote down, and no data of the instance");
    }

    @Test
    void blobThatIsNotThereNamesTheBlob() {
        Job job = job(ArtifactsTest::image, 1, 10);
        Artifact artifact = (Artifact) rows(job, "results").get(0).get("a");
        bench.server.removeBlob(artifact.link().uri());

        StarwhaleException e = catchThrowableOfType(StarwhaleException.class, artifact::bytes);

        assertThat(e)
                .hasMessageStartingWith("cannot read blob '" + artifact.link().uri() + "' from http://127.0.0.1:")
                .hasMessageContaining("it answered 500");
        assertThat(e.httpStatus()).isEqualTo(500);
    }

    @Test
    void sizeThatIsNotSaidIsToTheEndAndNoSizeIsNoRequest() throws IOException {
        byte[] blob = {1, 2, 3, 4, 5};
        String uri = bench.server.addBlob(bench.server.project("demo"), blob);
        Job job = bench.jobWith(
                "results",
                Table.of(List.of(Map.of(
                        "id",
                        1L,
                        "a",
                        Values.link(uri, 2, -1),
                        "b",
                        Values.link(uri, 0, -1),
                        "c",
                        Values.link(uri, 4, 0)))));
        Row row = rows(job, "results").get(0);

        assertThat(((Link) row.get("c")).bytes()).isEmpty();
        assertThat(fetched()).isZero();
        assertThat(((Link) row.get("a")).bytes()).containsExactly(3, 4, 5);
        try (InputStream in = ((Link) row.get("b")).openStream()) {
            assertThat(in.readAllBytes()).isEqualTo(blob);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void closingInTheMiddleFetchesNothingMore() {
        Job job = job(ArtifactsTest::longText, 3000, 2000);
        RowStream rows = job.rows("results", Scan.all().pageSize(1000));
        for (int i = 0; i < 10; i++) {
            assertThat((String) rows.next().get("a")).hasSize(2000);
        }
        int before = fetched();
        rows.close();

        assertThat(rows.hasNext()).isFalse();
        assertThat(fetched()).isEqualTo(before).isLessThan(4);
    }

    @Test
    void addressIsSignedOnceForAnHour() {
        String uri = bench.server.addBlob(bench.server.project("demo"), new byte[10]);
        Job job = bench.jobWith("results", Table.of(List.of(Map.of("id", 1L, "a", Values.link(uri, 0, -1)))));
        Link link = (Link) rows(job, "results").get(0).get("a");
        for (int i = 0; i < 4; i++) {
            link.bytes();
            bench.time.pause(Duration.ofMinutes(14));
        }
        assertThat(bench.sent("/sign-links")).hasSize(1);
        assertThat(bench.sent("/sign-links").get(0).query()).isEqualTo("expTimeMillis=3600000");
        bench.time.pause(Duration.ofMinutes(3).plusSeconds(1));

        link.bytes();

        assertThat(bench.sent("/sign-links")).hasSize(2);
        assertThat(fetched()).isEqualTo(5);
    }

    @Test
    void signatureThatIsRefusedIsAskedForOnceMore() {
        Job job = job(ArtifactsTest::image, 1, 100);
        Artifact artifact = (Artifact) rows(job, "results").get(0).get("a");
        int[] refusals = {1};
        bench.server.intercept(request ->
                request.path().startsWith("/obj-store") && refusals[0]-- > 0 ? Answer.json(400, "{}") : null);

        assertThat(artifact.bytes()).hasSize(100);
        assertThat(bench.sent("/sign-links")).hasSize(2);

        bench.server.intercept(request -> request.path().startsWith("/obj-store") ? Answer.json(403, "{}") : null);
        Job other = job(ArtifactsTest::image, 1, 200);
        Artifact refused = (Artifact) rows(other, "results").get(0).get("a");
        assertThat(catchThrowableOfType(NotPermittedException.class, refused::bytes))
                .hasMessageContaining("it answered 403 to a signed address");
        assertThat(bench.sent("/sign-links")).hasSize(4);
    }

    private interface Cell {
        Object of(Object link);
    }

    private static Object image(Object link) {
        return Values.image("i", "image/png", link);
    }

    private static Object longText(Object link) {
        return Values.longText("utf-8", link);
    }

    /** So many artifacts of one size in one blob. */
    private Job job(Cell cell, int count, int size) {
        ArtifactBlob blob = new ArtifactBlob();
        long[] offsets = new long[count];
        for (int i = 0; i < count; i++) {
            byte[] data = new byte[size];
            Arrays.fill(data, (byte) ('a' + i % 26));
            offsets[i] = blob.add(data);
        }
        String uri = bench.server.addBlob(bench.server.project("demo"), blob.bytes());
        return bench.jobWith(
                "results",
                Table.generated(count, i -> Map.of("id", i, "a", cell.of(Values.link(uri, offsets[(int) i], size)))));
    }

    private int fetched() {
        return (int) bench.server.requests().stream()
                .filter(request -> request.path().startsWith("/obj-store/"))
                .count();
    }

    private static String uuid(Job job) {
        return job.uri().substring(job.uri().lastIndexOf('/') + 1);
    }

    private static List<Row> rows(Job job, String table) {
        try (RowStream rows = job.rows(table)) {
            return rows.nextPage();
        }
    }

    private static byte[] blob(int offset, int size) {
        try (InputStream in = Recorded.class.getResourceAsStream("/recorded/artifact_blob.bin")) {
            return Arrays.copyOfRange(in.readAllBytes(), offset, offset + size);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
