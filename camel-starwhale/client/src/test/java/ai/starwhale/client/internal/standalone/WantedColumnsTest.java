// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which columns a scan gives; a row that was deleted is none, whatever columns are wanted. */
class WantedColumnsTest {
    @TempDir
    private Path root;

    private StandaloneInstance instance;

    @BeforeEach
    void write() {
        WrittenTable table = new WrittenTable(root);
        String changed = WrittenTable.line(5, 1, "first")
                .replace(
                        "}}}}",
                        "}}, \"7\": {\"schema\": {\"w\": {\"type\": \"STRING\"}, \"v\": {\"type\": \"UNKNOWN\"}},"
                                + " \"data\": {\"w\": \"second\", \"v\": null}}}}");
        String deleted = WrittenTable.line(5, 2, "gone")
                .replace("}}}}", "}}, \"7\": {\"schema\": {\"-\": {\"type\": \"BOOL\"}}, \"data\": {\"-\": \"1\"}}}}");
        table.write(1, List.of(WrittenTable.line(5, 0, "only"), changed, deleted));
        table.list(1, 0, 2, 3).commit();
        instance = RecordedInstance.at(root);
    }

    @AfterEach
    void close() {
        instance.close();
    }

    private List<Map<String, Object>> rows(Scan scan) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (RowStream stream = instance.rows(WrittenTable.JOB, WrittenTable.NAME, scan)) {
            stream.forEachRemaining(rows::add);
            assertThat(stream.position()).isEqualTo(1L);
        }
        return rows;
    }

    @Test
    void all() {
        assertThat(rows(Scan.all())).containsExactly(Map.of("id", 0L, "v", "only"), Map.of("id", 1L, "w", "second"));
    }

    @Test
    void some() {
        assertThat(rows(Scan.all().columns("v"))).containsExactly(Map.of("v", "only"), Map.of());
        assertThat(rows(Scan.all().columns("w", "id")))
                .containsExactly(Map.of("id", 0L), Map.of("id", 1L, "w", "second"));
        assertThat(rows(Scan.all().columns("id"))).containsExactly(Map.of("id", 0L), Map.of("id", 1L));
        assertThat(rows(Scan.all().columns("none"))).containsExactly(Map.of(), Map.of());
    }

    @Test
    void thoseThatHoldNothing() {
        assertThat(rows(Scan.all().keepNone()).get(1)).containsEntry("v", null).containsOnlyKeys("id", "v", "w");
        assertThat(rows(Scan.all().keepNone().columns("v")).get(1))
                .containsEntry("v", null)
                .hasSize(1);
    }
}
