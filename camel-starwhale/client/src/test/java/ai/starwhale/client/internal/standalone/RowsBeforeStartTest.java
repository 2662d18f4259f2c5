// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of rows before the start of a scan, in a block that has others behind it, the keys alone are read. */
class RowsBeforeStartTest {
    @TempDir
    private Path root;

    private WrittenTable table;
    private StandaloneInstance instance;

    @BeforeEach
    void open() {
        table = new WrittenTable(root).list(1, 0, 3, 4).commit();
        instance = RecordedInstance.at(root);
    }

    @AfterEach
    void close() {
        instance.close();
    }

    private void write(String... lines) {
        table.write(1, List.of(lines));
    }

    private static String line(long key) {
        return WrittenTable.line(1000 + key, key, "a");
    }

    private List<Object> keys(Scan scan) {
        List<Object> keys = new ArrayList<>();
        try (RowStream rows = instance.rows(WrittenTable.JOB, WrittenTable.NAME, scan)) {
            rows.forEachRemaining(row -> keys.add(row.get("id")));
        }
        return keys;
    }

    @Test
    void theirValuesAreNotLookedAt() {
        write(line(0), line(1).replace("\"a\"", "3"), line(2), line(3));

        assertThat(keys(Scan.from(2))).containsExactly(2L, 3L);
        assertThat(keys(Scan.after(1))).containsExactly(2L, 3L);
        assertThatThrownBy(() -> keys(Scan.from(1)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void theirKeysAreFoundHoweverTheyAreWritten() {
        String schema = "{\"id\": {\"type\": \"INT64\"}, \"v\": {\"type\": \"STRING\"}}";
        write(
                line(0).replace(" ", ""),
                // The key is not the first value, and then not in the first revision of the line.
                line(1).replaceAll("(\"id\": \"\\w+\"), (\"v\": \"a\")", "$2, $1"),
                ("{\"key\": \"id\", \"records\": {\"1002\": {\"schema\": {\"v\": {\"type\": \"STRING\"}}, \"data\":"
                        + " {\"v\": \"b\"}}, \"1001\": {\"schema\": " + schema
                        + ", \"data\": {\"id\": \"0000000000000002\", \"v\": \"a\"}}}}"),
                line(3));

        assertThat(keys(Scan.from(3))).containsExactly(3L);
        assertThat(keys(Scan.from(1))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void theirKeysAreFoundWhateverComesFirst() {
        write(
                "{\"key\": \"id\", \"records\": {\"1000\": {\"data\": {\"id\": \"0\"}, \"schema\": {\"id\": {\"type\":"
                        + " \"INT64\"}}}}}",
                "{\"key\": \"id\", \"records\": { \"1001\": {\"schema\": {\"v\": {\"type\": \"STRING\"}, \"id\": {\"type\":"
                        + " \"INT64\"}}, \"data\": {\"v\": \"a\", \"id\": \"1\"}}}}",
                "{\"key\": \"id\", \"records\": {\"1003\": {\"schema\": {\"v\": {\"type\": \"STRING\"}}, \"data\": {\"v\":"
                        + " \"a\"}}, \"1002\": {\"schema\": {\"id\": {\"type\": \"INT64\"}}, \"data\": {\"id\": \"2\"}}}}",
                line(3));

        assertThat(keys(Scan.from(3))).containsExactly(3L);
        assertThat(keys(Scan.from(3).columns("id"))).containsExactly(3L);
    }

    @Test
    void theirOrderIsChecked() {
        write(line(1), line(0), line(2), line(3));

        assertThatThrownBy(() -> keys(Scan.from(3)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("line 2: its key is not behind that of the line before");
    }

    @Test
    void theirRevisionsAreChecked() {
        write(line(0), WrittenTable.line(9_000_001, 1, "a"), line(2), line(3));

        assertThatThrownBy(() -> keys(Scan.from(3)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("line 2: it has revision 9000001");
    }

    @Test
    void theyAreCounted() {
        write(line(0), line(2), line(3));

        assertThatThrownBy(() -> keys(Scan.from(2)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("there are not more rows, and the manifest says 4");
    }
}
