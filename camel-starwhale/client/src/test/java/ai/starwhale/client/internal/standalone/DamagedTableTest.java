// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a table is said, with its file; rows that were never written are never given. */
class DamagedTableTest {
    @TempDir
    private Path root;

    private WrittenTable table;
    private StandaloneInstance instance;
    private final List<Row> rows = new ArrayList<>();

    @BeforeEach
    void open() {
        table = new WrittenTable(root).block(1, 0, 3, "a").commit();
        instance = RecordedInstance.at(root);
    }

    @AfterEach
    void close() {
        instance.close();
    }

    private void read() {
        try (RowStream stream =
                instance.rows(WrittenTable.JOB, WrittenTable.NAME, Scan.all().pageSize(1))) {
            stream.forEachRemaining(rows::add);
        }
    }

    private String failure() {
        return catchThrowableOfType(ProtocolException.class, this::read).getMessage();
    }

    @Test
    void aTableInOrderIsRead() {
        read();

        assertThat(rows).extracting(row -> row.get("id")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aTruncatedZip() throws IOException {
        byte[] zip = Files.readAllBytes(table.blockFile(1));
        for (int length = 0; length < zip.length; length += 7) {
            Files.write(table.blockFile(1), Arrays.copyOf(zip, length));

            assertThat(failure()).contains("table 'results' of job xm5wn", "data.0000001.zip");
            assertThat(rows).isEmpty();
        }
    }

    @Test
    void aZipOfWhichABitHasFlipped() throws IOException {
        byte[] zip = Files.readAllBytes(table.blockFile(1));
        // The compressed bytes, without the headers before and behind them.
        for (int at = 30 + "tmpxlwtz5kr".length(); at < zip.length - 100; at++) {
            byte[] damaged = zip.clone();
            damaged[at] ^= 4;
            Files.write(table.blockFile(1), damaged);

            assertThat(failure()).contains("data.0000001.zip");
        }
    }

    @Test
    void aLineThatIsNotJson() {
        table.write(1, List.of(WrittenTable.line(1, 0, "a"), "not JSON", WrittenTable.line(1, 2, "a")));

        assertThat(failure()).contains("data.0000001.zip, line 2", "'{' is expected, and there is 'not JSON'");
        assertThat(rows).hasSize(1);
    }

    @Test
    void aLineThatEndsAnywhere() {
        String line = WrittenTable.line(1001, 0, "a\\n");
        for (int length = 0; length < line.length(); length++) {
            table.write(1, List.of(line.substring(0, length)));

            assertThat(failure()).contains("line 1");
        }
        assertThat(rows).isEmpty();
    }

    @Test
    void aMissingBlock() {
        table.delete(1);

        assertThat(failure()).contains("data.0000001.zip is listed in the manifest and not there");
    }

    @Test
    void aBlockWithFewerRowsThanWereWritten() {
        table.write(1, List.of(WrittenTable.line(1, 0, "a")));

        assertThat(failure()).contains("there are not more rows, and the manifest says 3");
    }

    @Test
    void aBlockWithMoreRowsThanWereWritten() {
        table.unlist(1).list(1, 0, 9, 2).commit();

        assertThat(failure()).contains("there are more rows, and the manifest says 2");
        assertThat(rows).hasSize(2);
    }

    @Test
    void aBlockWithOtherKeys() {
        table.unlist(1).list(1, 1, 9, 3).commit();

        assertThat(failure()).contains("not between 1 and 9");
    }

    @Test
    void aBlockThatIsNotInOrder() {
        table.write(
                1, List.of(WrittenTable.line(1, 1, "a"), WrittenTable.line(1, 0, "a"), WrittenTable.line(1, 2, "a")));

        assertThat(failure()).contains("line 2: its key is not behind that of the line before");
    }

    @Test
    void aBlockWithAKeyTwice() {
        table.write(
                1, List.of(WrittenTable.line(1, 0, "a"), WrittenTable.line(1, 1, "a"), WrittenTable.line(1, 1, "a")));

        assertThat(failure()).contains("line 3: its key is not behind that of the line before");
    }

    @Test
    void aBlockWithRevisionsOfAnother() {
        table.write(1, List.of(WrittenTable.line(9_000_001, 0, "a")));

        assertThat(failure()).contains("revision 9000001", "1 to 9000000");
    }

    @Test
    void aZipWithTwoMembers() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(table.blockFile(1)))) {
            zip.putNextEntry(new ZipEntry("one"));
            zip.putNextEntry(new ZipEntry("two"));
        }

        assertThat(failure()).contains("one member is expected, and it has 2");
    }

    @Test
    void aLineThatNeverEnds() throws IOException {
        try (OutputStream file = Files.newOutputStream(table.blockFile(1));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("bomb"));
            zip.write("{\"key\": \"id\", \"records\": {\"1\": {\"schema\": \"".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) 'a');
            for (int i = 0; i < 70; i++) {
                zip.write(blanks);
            }
        }

        assertThat(Files.size(table.blockFile(1))).isLessThan(1 << 20);
        assertThat(failure()).contains("a line is longer than 67108864 bytes");
    }

    @Test
    void listsInListsWithoutEnd() {
        String deep = "{\"type\":\"LIST\",\"elementType\":".repeat(5000);
        table.write(1, List.of("{\"key\":\"id\",\"records\":{\"1\":{\"schema\":{\"id\":" + deep));
        assertThat(failure()).contains("line 1");

        table.write(
                1,
                List.of("{\"key\":\"id\",\"records\":{\"1\":{\"schema\":{\"id\":" + deep + "{\"type\":\"INT64\"}"
                        + "}".repeat(5001) + ",\"data\":{\"id\":" + "[".repeat(5000) + "]".repeat(5000) + "}}}}"));
        assertThat(failure()).contains("line 1");
    }

    @Test
    void aTypeThatIsNotKnown() {
        table.write(1, List.of(WrittenTable.line(1, 0, "a").replace("STRING", "DECIMAL")));

        assertThat(failure()).contains("line 1", "'DECIMAL'");
    }

    @Test
    void aTextThatIsNotUtf8() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(table.blockFile(1)))) {
            zip.putNextEntry(new ZipEntry("one"));
            zip.write(WrittenTable.line(1, 0, "\u00ff").getBytes(StandardCharsets.ISO_8859_1));
        }

        assertThat(failure()).contains("a text is not UTF-8");
    }

    @Test
    void anUnreadableManifest() throws IOException {
        for (String content :
                List.of("", "{", "[]", "{\"blocks\": 3}", "null", "{\"blocks\": [{}], \"key_column\": 1}")) {
            Files.writeString(table.manifestFile(), content);

            assertThat(failure()).contains("manifest.json").contains("table 'results'");
        }
    }

    @Test
    void anUnreadableCatalog() throws IOException {
        for (String content :
                List.of("", "{\"tables\": [", "{\"tables\": [3]}", "{\"tables\": [{\"name\": \"x\"}]}", "3")) {
            Files.writeString(root.resolve(".datastore/manifest.json"), content);

            assertThat(failure()).contains(".datastore/manifest.json");
        }
    }

    @Test
    void aTableThatWasNeverWritten() throws IOException {
        Files.delete(table.manifestFile());

        assertThat(catchThrowableOfType(NotFoundException.class, this::read))
                .hasMessageContaining("table 'results' of job xm5wn")
                .hasMessageContaining("was begun and never written");
        assertThat(instance.tables(WrittenTable.JOB)).containsExactly("results");
    }

    @Test
    void aMisspeltTable() {
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> instance.rows(WrittenTable.JOB, "result", Scan.all())
                                .next()))
                .hasMessageContaining("has no table 'result'; it has [results]");
    }

    @Test
    void aBlockThatIsALinkOutOfTheRoot(@TempDir Path outside) throws IOException {
        Path elsewhere = outside.resolve("data.zip");
        Files.move(table.blockFile(1), elsewhere);
        Files.createSymbolicLink(table.blockFile(1), elsewhere);

        assertThat(failure()).contains("data.0000001.zip leads out of " + root);
        assertThat(rows).isEmpty();
    }

    @Test
    void aTableWhoseFolderLeadsOutOfTheRoot(@TempDir Path outside) throws IOException {
        WrittenTable other = new WrittenTable(outside).block(1, 0, 3, "secret").commit();
        Path dir = root.resolve(".datastore").relativize(other.manifestFile().getParent());
        Files.writeString(
                root.resolve(".datastore/manifest.json"),
                "{\"tables\": [{\"name\": \"project/self/eval/xm/" + WrittenTable.VERSION + "/results\", \"dir\": \""
                        + dir + "\"}]}");

        assertThat(failure()).contains("leads out of " + root);
        assertThat(rows).isEmpty();
    }
}
