// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static ai.starwhale.client.internal.standalone.WrittenTable.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.WrittenTable;
import ai.starwhale.client.internal.standalone.files.Confined;
import ai.starwhale.client.internal.standalone.files.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scan opens the blocks that may hold what it wants, when it has come to them. */
class OpenedBlocksTest {
    @TempDir
    private Path root;

    private WrittenTable table;
    private final List<String> opened = new ArrayList<>();

    @BeforeEach
    void write() {
        table = new WrittenTable(root);
        for (int block = 0; block < 10; block++) {
            table.block(block, block * 10L, block * 10L + 10, "a");
        }
        table.commit();
    }

    private List<Object> scan(Scan scan) {
        return Opening.before(table, scan, file -> opened.add(file.getFileName().toString()));
    }

    @Test
    void aScanNearTheEndOpensTheLast() {
        assertThat(scan(Scan.from(95))).hasSize(5);
        assertThat(opened).containsExactly("data.0000009.zip");
    }

    @Test
    void aTextIsABoundWhereItIsAKeyOfTheTable() {
        assertThat(scan(Scan.from("95"))).hasSize(5);
        assertThat(opened).containsExactly("data.0000009.zip");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> scan(Scan.from("ninety")))
                .withMessage(
                        "start 'ninety' (STRING) cannot be compared with the keys of the table, which are [INT64]");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"STRING", "BYTES"})
    void aBooleanIsNoBoundWhereKeysAreNoNumbers(Kind keys) {
        table.manifest().putObject("key_column_type").put("type", keys.name());
        table.commit();

        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> scan(Scan.from(true)));
    }

    @Test
    void aTableThatDoesNotSayWhatItsKeysAreHasBoundsToo() {
        table.manifest().remove("key_column_type");
        table.commit();

        assertThat(scan(Scan.from(95))).hasSize(5);
    }

    @Test
    void aScanBehindTheLastKeyOfABlockDoesNotOpenIt() {
        assertThat(scan(Scan.after(89))).hasSize(10);
        assertThat(opened).containsExactly("data.0000009.zip");
    }

    @Test
    void aScanOfARangeOpensThoseOfTheRange() {
        assertThat(scan(Scan.from(38).to(50))).hasSize(12);
        assertThat(opened).containsExactly("data.0000003.zip", "data.0000004.zip");
    }

    @Test
    void anEndThatIsIncludedCounts() {
        assertThat(scan(Scan.from(45).to(50).endInclusive())).hasSize(6);
        assertThat(opened).containsExactly("data.0000004.zip", "data.0000005.zip");
    }

    @Test
    void aRangeBeyondTheTableOpensNothing() {
        assertThat(scan(Scan.from(1000))).isEmpty();
        assertThat(opened).isEmpty();
    }

    @Test
    void filesThatAreNotListedAreNotOpened() {
        table.write(77, List.of(line(1, 5, "left over")));

        assertThat(scan(Scan.all())).hasSize(100).containsOnly("a");
        assertThat(opened).hasSize(10).doesNotContain("data.0000077.zip");
    }

    @Test
    void blocksAreOpenedWhenTheScanComesToThem() {
        try (RowStream rows = Opening.rows(table, Scan.all().pageSize(1), file -> opened.add(file.toString()))) {
            rows.next();
            assertThat(opened).hasSize(1);
        }
    }

    @Test
    void pagesHaveTheSizeThatIsAskedFor() {
        try (RowStream rows = Opening.rows(table, Scan.from(null).to(25).pageSize(10), file -> {})) {
            assertThat(rows.nextPage()).hasSize(10);
            assertThat(rows.nextPage()).hasSize(10);
            assertThat(rows.nextPage()).hasSize(5);
            assertThat(rows.hasNext()).isFalse();
        }
    }

    @Test
    void filesAreClosedAtTheirEndsAndWithTheStream() {
        List<BlockFile> files = new ArrayList<>();
        Datastore datastore = new Datastore(
                new Confined(root), Time.SYSTEM, new ObjectStore(new Confined(root)), 1 << 20, Runnable::run, file -> {
                    files.add(BlockFile.open(file));
                    return files.get(files.size() - 1);
                });
        try (RowStream rows = datastore.rows(
                () -> Objects.requireNonNull(
                        datastore.table("self", WrittenTable.VERSION, WrittenTable.NAME, "the table")),
                Scan.all().pageSize(5),
                "the table")) {
            for (int i = 0; i < 12; i++) {
                rows.next();
            }
            assertThat(files).hasSize(2);
            assertThatIOException().isThrownBy(files.get(0)::read);
        }
        for (BlockFile file : files) {
            assertThatIOException().isThrownBy(file::read);
        }
    }

    private void writeOverlapping() {
        table.write(21, List.of(line(1, 201, "y"), line(9, 202, "y"), line(1, 205, "y")));
        table.write(20, List.of(line(1, 200, "x"), line(1, 202, "x"), line(1, 204, "x")));
        table.write(22, List.of(line(1, 203, "z")));
        // Not in the order of their keys, and of one it is not known where it begins.
        table.list(22, null, null, 1)
                .list(21, 201, 205, 3)
                .list(20, 200, 204, 3)
                .commit();
    }

    @Test
    void blocksThatOverlapAreReadInTheOrderOfTheirKeys() {
        writeOverlapping();

        assertThat(scan(Scan.from(200))).containsExactly("x", "y", "y", "z", "x", "y");
        assertThat(scan(Scan.from(99).to(202))).containsExactly("a", "x", "y");
    }

    @Test
    void blocksThatAreListedInAnotherOrderAreReadInThatOfTheirKeys() {
        table.write(41, List.of(line(1, 400, "a"), line(1, 450, "c")));
        table.write(42, List.of(line(1, 500, "d")));
        table.write(43, List.of(line(1, 420, "b")));
        table.list(41, 400, 450, 2).list(42, 500, 500, 1).list(43, 420, 420, 1).commit();

        assertThat(scan(Scan.from(400))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void severalBlocksOfWhichItIsNotKnownWhereTheyBegin() {
        table.write(41, List.of(line(1, 400, "a"), line(1, 402, "c")));
        table.write(42, List.of(line(1, 401, "b")));
        table.list(41, null, null, 2).list(42, null, null, 1).commit();

        assertThat(scan(Scan.from(400))).containsExactly("a", "b", "c");
    }

    @Test
    void allThatOverlapAreClosedWithTheStream() {
        writeOverlapping();
        List<BlockFile> files = new ArrayList<>();
        Datastore datastore = new Datastore(
                new Confined(root), Time.SYSTEM, new ObjectStore(new Confined(root)), 1 << 20, Runnable::run, file -> {
                    files.add(BlockFile.open(file));
                    return files.get(files.size() - 1);
                });
        try (RowStream rows = datastore.rows(
                () -> Objects.requireNonNull(
                        datastore.table("self", WrittenTable.VERSION, WrittenTable.NAME, "the table")),
                Scan.from(200).pageSize(1),
                "the table")) {
            rows.next();
        }
        assertThat(files).hasSizeGreaterThan(1);
        for (BlockFile file : files) {
            assertThatIOException().isThrownBy(file::read);
        }
    }

    @Test
    void aFileThatIsAnotherBlockNowIsClosed() {
        List<BlockFile> files = new ArrayList<>();
        Datastore datastore = new Datastore(
                new Confined(root), Time.SYSTEM, new ObjectStore(new Confined(root)), 1 << 20, Runnable::run, file -> {
                    if (files.isEmpty()) {
                        table.unlist(0).block(0, 0, 9, "b").commit();
                    }
                    files.add(BlockFile.open(file));
                    return files.get(files.size() - 1);
                });
        try (RowStream rows = datastore.rows(
                () -> Objects.requireNonNull(
                        datastore.table("self", WrittenTable.VERSION, WrittenTable.NAME, "the table")),
                Scan.all(),
                "the table")) {
            assertThat(rows.nextPage()).hasSize(99);
        }
        assertThat(files).hasSize(11);
        for (BlockFile file : files) {
            assertThatIOException().isThrownBy(file::read);
        }
    }

    @Test
    void theRevisionsOfAKeyInSeveralBlocksAreUnited() {
        table.block(10, 100, 101, "first");
        table.write(11, List.of(line(3000, 100, "last")));
        table.write(12, List.of(line(2000, 100, "between")));
        table.list(12, 100, 100, 1).list(11, 100, 100, 1).commit();

        assertThat(scan(Scan.from(99))).containsExactly("a", "last");
    }
}
