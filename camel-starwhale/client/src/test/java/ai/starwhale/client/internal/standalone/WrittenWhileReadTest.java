// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.datastore.Opening;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that is written while it is read gives the rows of one state, or an error, and never some of each. */
class WrittenWhileReadTest {
    @TempDir
    private Path root;

    private StandaloneInstance instance;

    @AfterEach
    void close() {
        instance.close();
    }

    private RowStream rows(WrittenTable table) {
        instance = RecordedInstance.at(table.root());
        // Pages of one row, and the one behind is on its way: two are read before the third is asked for.
        return instance.rows(WrittenTable.JOB, WrittenTable.NAME, Scan.all().pageSize(1));
    }

    private static List<Object> values(RowStream rows) {
        List<Object> values = new ArrayList<>();
        rows.forEachRemaining(row -> values.add(row.get("v")));
        return values;
    }

    @Test
    void whatIsAddedMeanwhileIsNotSeen() {
        WrittenTable table = new WrittenTable(root)
                .block(1, 0, 5, "old")
                .block(2, 5, 10, "old")
                .commit();
        try (RowStream rows = rows(table)) {
            rows.next();
            table.block(3, 10, 12, "new").commit();

            assertThat(values(rows)).hasSize(9).containsOnly("old");
        }
    }

    @Test
    void aBlockThatIsReplacedIsReadAsItWasWhereItsFileIsStillThere() {
        WrittenTable table = new WrittenTable(root)
                .block(1, 0, 5, "old")
                .block(2, 5, 10, "old")
                .commit();
        try (RowStream rows = rows(table)) {
            rows.next();
            // The SDK forgets to delete most of the files that it replaces.
            table.unlist(2).block(3, 5, 10, "new").commit();

            assertThat(values(rows)).hasSize(9).containsOnly("old");
        }
    }

    @Test
    void aBlockThatIsGoneEndsTheScanWithAnError() {
        WrittenTable table = new WrittenTable(root)
                .block(1, 0, 5, "old")
                .block(2, 5, 10, "old")
                .commit();
        List<Object> values = new ArrayList<>();
        try (RowStream rows = rows(table)) {
            rows.next();
            table.unlist(2).block(3, 5, 10, "new").commit().delete(2);

            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> rows.forEachRemaining(row -> values.add(row.get("v"))))
                    .withMessageContaining("table 'results' of job " + WrittenTable.VERSION)
                    .withMessageContaining("was written while it was read")
                    .withMessageContaining("data.0000002.zip");
            assertThat(rows.position()).isEqualTo(4L);
        }
        assertThat(values).hasSize(4).containsOnly("old");
    }

    @Test
    void aScanThatHasGivenNothingYetBeginsAnew() {
        WrittenTable table = new WrittenTable(root).block(1, 0, 5, "old").commit();
        AtomicInteger opened = new AtomicInteger();

        // Between the manifest's being read and the opening of the first block.
        List<Object> values = Opening.before(table, Scan.all(), file -> {
            if (opened.getAndIncrement() == 0) {
                table.unlist(1).block(2, 0, 5, "new").commit().delete(1);
            }
        });

        assertThat(values).hasSize(5).containsOnly("new");
        instance = RecordedInstance.at(root);
    }

    @Test
    void aScanDoesNotBeginAnewForEver() {
        WrittenTable table = new WrittenTable(root).block(1, 0, 5, "old").commit();
        AtomicInteger opened = new AtomicInteger();

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> Opening.before(table, Scan.all(), file -> {
                    int id = opened.incrementAndGet();
                    table.unlist(id).block(id + 1, 0, 5, "new").commit().delete(id);
                }))
                .withMessageContaining("was written while it was read");
        assertThat(opened).hasValue(10);
        instance = RecordedInstance.at(root);
    }

    @Test
    void aBlockWhoseNumberAnotherRunTookIsNotTakenForIt() {
        WrittenTable table = new WrittenTable(root)
                .block(1, 0, 5, "old")
                .block(2, 5, 10, "old")
                .commit();
        List<Object> values = new ArrayList<>();
        try (RowStream rows = rows(table)) {
            rows.next();
            // Both read a manifest in which 2 was the next number; this one has other keys in it.
            table.unlist(2).block(2, 5, 9, "other").commit();

            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> rows.forEachRemaining(row -> values.add(row.get("v"))))
                    .withMessageContaining("data.0000002.zip is another block now");
        }
        assertThat(values).containsOnly("old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"min_revision", "max_revision"})
    void aBlockWithOtherRevisionsIsAnother(String differs) {
        WrittenTable table = new WrittenTable(root)
                .block(1, 0, 5, "old")
                .block(2, 5, 10, "old")
                .commit();
        try (RowStream rows = rows(table)) {
            rows.next();
            table.unlist(2).block(2, 5, 10, "other");
            ((ObjectNode) table.manifest().path("blocks").path(1)).put(differs, "7000");
            table.commit();

            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> values(rows))
                    .withMessageContaining("data.0000002.zip is another block now");
        }
    }

    @Test
    void aTableThatIsGoneIsNotReadAnew() {
        WrittenTable table = new WrittenTable(root).block(1, 0, 5, "old").commit();
        instance = RecordedInstance.at(root);

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> Opening.before(table, Scan.all(), file -> {
                    try {
                        Files.delete(table.manifestFile());
                        table.delete(1);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }))
                .withMessageContaining("was begun and never written");
    }

    @Test
    void halfAManifestIsReadAgain() throws IOException {
        WrittenTable table = new WrittenTable(root).block(1, 0, 5, "a").commit();
        byte[] whole = Files.readAllBytes(table.manifestFile());
        Files.write(table.manifestFile(), List.of("{\"blocks\": ["));
        AtomicInteger pauses = new AtomicInteger();
        Time time = new Time() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public void pause(Duration duration) {
                try {
                    pauses.incrementAndGet();
                    Files.write(table.manifestFile(), whole);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        instance = RecordedInstance.at(root, RecordedInstance.running(job -> false), time);

        try (RowStream rows = instance.rows(WrittenTable.JOB, WrittenTable.NAME, Scan.all())) {
            assertThat(values(rows)).hasSize(5);
        }
        assertThat(pauses).hasValue(1);
    }

    @Test
    void aScanIsOfOneStateWhateverIsWrittenInBetween() throws Exception {
        WrittenTable table = new WrittenTable(root);
        for (int block = 1; block <= 20; block++) {
            table.block(block, block * 10L, block * 10L + 10, "0");
        }
        table.commit();
        instance = RecordedInstance.at(root);
        Thread writer = new Thread(() -> rewrite(table));
        writer.start();
        int whole = 0;
        int refused = 0;
        while (writer.isAlive() || whole == 0) {
            List<Object> values = new ArrayList<>();
            try (RowStream rows = instance.rows(
                    WrittenTable.JOB, WrittenTable.NAME, Scan.all().pageSize(7))) {
                rows.forEachRemaining(row -> values.add(row.get("v")));
                whole++;
                assertThat(values).hasSize(200);
            } catch (UnavailableException e) {
                refused++;
                assertThat(values).hasSizeLessThan(200);
            }
            Set<Object> states = values.stream().collect(Collectors.toSet());
            assertThat(states).hasSizeLessThanOrEqualTo(1);
        }
        writer.join();
        System.out.println("Of the scans of a table that is always written, " + whole + " were whole and " + refused
                + " were refused");
    }

    /** Each time all of the table, in new blocks, and the old ones are deleted. */
    private static void rewrite(WrittenTable table) {
        for (int state = 1; state <= 100; state++) {
            for (int block = 1; block <= 20; block++) {
                int first = (state - 1) * 20 + block;
                table.unlist(first).block(first + 20, block * 10L, block * 10L + 10, "" + state);
            }
            table.commit();
            for (int block = 1; block <= 20; block++) {
                table.delete((state - 1) * 20 + block);
            }
        }
    }
}
