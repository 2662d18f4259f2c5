// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.Column;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.WrittenTable;
import ai.starwhale.client.internal.standalone.files.Confined;
import ai.starwhale.client.internal.standalone.files.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which columns the rows of a table have, all together and each its own. */
class ColumnsOfTableTest {
    @TempDir
    private Path root;

    private WrittenTable table;
    private Datastore datastore;

    @BeforeEach
    void begin() {
        table = new WrittenTable(root);
        datastore = new Datastore(
                new Confined(root), Time.SYSTEM, new ObjectStore(new Confined(root)), 1 << 20, Runnable::run);
    }

    private Table written(String... lines) {
        table.write(1, List.of(lines));
        table.list(1, null, null, lines.length).commit();
        return Objects.requireNonNull(datastore.table("self", WrittenTable.VERSION, WrittenTable.NAME, "the table"));
    }

    /** A row with this key and one more column. */
    private static String line(int key, String column, String type, String value) {
        return line(Integer.toHexString(key), "INT64", column, type, value);
    }

    private static String line(String key, String keyType, String column, String type, String value) {
        return ("{'key': 'id', 'records': {'1': {'schema': {'id': {'type': '" + keyType + "'}, '" + column
                        + "': {'type': '" + type + "'}}, 'data': {'id': '" + key + "', '" + column + "': " + value
                        + "}}}}")
                .replace('\'', '"');
    }

    @Test
    void theKeyComesFirstAndTheOthersByName() {
        assertThat(datastore.columns(written(
                        line(1, "z", "STRING", "'a'"),
                        line(2, "a", "UNKNOWN", "null"),
                        line(3, "z", "INT64", "'3'"),
                        line(4, "k", "BOOL", "'1'"))))
                .containsExactly(
                        new Column("id", Set.of(Kind.INT64)),
                        new Column("a", Set.of()),
                        new Column("k", Set.of(Kind.BOOL)),
                        new Column("z", Set.of(Kind.INT64, Kind.STRING)));
    }

    @Test
    void eachRowHasItsOwnThoughManyDiffer() {
        Table some = written(IntStream.range(0, 5)
                .mapToObj(round -> IntStream.range(0, 9)
                        .mapToObj(column -> line(round * 9 + column, "c" + column, "INT64", "'1'")))
                .flatMap(lines -> lines)
                .toArray(String[]::new));

        List<Set<String>> columns = new ArrayList<>();
        try (RowStream rows = datastore.rows(() -> some, Scan.all(), "the table")) {
            rows.forEachRemaining(row -> columns.add(Set.copyOf(row.keySet())));
        }

        assertThat(columns).hasSize(45);
        for (int i = 0; i < 45; i++) {
            assertThat(columns.get(i)).containsExactlyInAnyOrder("id", "c" + i % 9);
        }
    }

    @Test
    void theSummaryIsTheRowOfItsJob() throws IOException {
        table.manifest().putObject("key_column_type").put("type", "STRING");
        written(line("aa", "STRING", "accuracy", "INT8", "'1'"), line("ab", "STRING", "accuracy", "INT8", "'2'"));
        assertThat(datastore.summary("self", "ab")).isEmpty();

        Path catalog = root.resolve(".datastore/manifest.json");
        Files.writeString(
                catalog, Files.readString(catalog).replaceAll("project/self/eval/[^\"]*", "project/self/eval/summary"));

        assertThat(datastore.summary("self", "ab")).isEqualTo(Map.of("id", "ab", "accuracy", (byte) 2));
        assertThat(datastore.summary("self", "abc")).isEmpty();
        Files.delete(table.manifestFile());
        assertThat(datastore.summary("self", "ab")).isEmpty();
    }
}
