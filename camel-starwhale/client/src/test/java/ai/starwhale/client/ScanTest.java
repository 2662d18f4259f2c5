// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole tables, page by page. */
class ScanTest {
    private final Bench bench = Bench.empty();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void threeAndAHalfPagesComeInOrderWithoutLossOrRepeat() {
        Job job = bench.jobWith("results", Table.generated(3500, i -> Map.of("id", i - 1750, "value", i * 0.5)));

        List<Object> keys = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        try (RowStream rows = job.rows("results")) {
            rows.forEachRemaining(row -> {
                keys.add(row.get("id"));
                values.add(row.get("value"));
            });
        }

        assertThat(keys).isEqualTo(LongStream.range(-1750, 1750).boxed().toList());
        assertThat(values)
                .isEqualTo(LongStream.range(0, 3500).mapToObj(i -> i * 0.5).toList());
        assertThat(bench.sent("/scanTable")).hasSize(4);
    }

    @Test
    void lastPageThatIsExactlyFull() {
        Job job = bench.jobWith("results", Table.generated(12, i -> Map.of("id", i)));

        assertThat(keys(job, Scan.all().pageSize(4)))
                .isEqualTo(LongStream.range(0, 12).boxed().toList());
        assertThat(bench.sent("/scanTable")).hasSize(4);
        // A table that had rows is there: the empty page behind them is no reason to look for it.
        assertThat(bench.sent("/listTables")).isEmpty();
    }

    @Test
    void keysOfTwoTypesAreReadToTheEndOnce() {
        List<Map<String, ?>> table = new ArrayList<>();
        for (Object key : Arrays.asList("10", "9", "b", "0_a", "漢", -3L, 10L, 5L)) {
            table.add(Map.of("id", key));
        }
        // The last write decides how a Server reads a bound without a type.
        table.add(Map.of("id", 11L));
        Job job = bench.jobWith("mixed", Table.of(table));

        assertThat(keys(job, "mixed", Scan.all().pageSize(3)))
                .containsExactly(-3L, 5L, 10L, 11L, "0_a", "10", "9", "b", "漢");
    }

    @Test
    void keysOfOtherTypesArePagedToo() {
        for (List<Object> keys : List.<List<Object>>of(
                List.of((byte) -2, (byte) 0, (byte) 2),
                List.of((short) -2, (short) 0, (short) 2),
                List.of(-2, 0, 2),
                List.of(-2.5f, 0.0f, 2.5f),
                List.of(-2.5, 0.0, Double.MAX_VALUE),
                List.of("", "a", "é"))) {
            try (Bench own = Bench.empty()) {
                Job job = own.jobWith("results", rowsWith(keys));

                assertThat(keys(job, Scan.all().pageSize(1))).isEqualTo(keys);
            }
        }
    }

    @Test
    void emptyTable() {
        Job job = bench.jobWith("results", Table.of(List.of()));

        try (RowStream rows = job.rows("results")) {
            assertThat(rows.hasNext()).isFalse();
            assertThat(rows.position()).isNull();
            assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void missingTableIsToldTheOnesThatThereAre() {
        Job job = bench.jobWith("results", Table.of(List.of()));

        try (RowStream rows = job.rows("result")) {
            NotFoundException e = catchThrowableOfType(NotFoundException.class, rows::next);

            assertThat(e)
                    .hasMessageMatching(
                            "job [0-9a-f]{32} on " + bench.server.url() + " has no table 'result'; it has \\[results]");
            assertThat(rows.hasNext()).isFalse();
        }
    }

    @Test
    void rangeWithoutRowsIsNotAMissingTable() {
        Job job = bench.jobWith("results", Table.of(List.of(Map.of("id", 1L))));

        assertThat(keys(job, Scan.from(5))).isEmpty();
    }

    @Test
    void columnsAreTheOnesAskedForWithTheKeyOnlyIfItIsOne() {
        Job job = bench.jobWith(
                "results",
                Table.of(List.of(Map.of("id", 1L, "a", "x", "b", 2.0), Map.of("id", 2L, "b", 3.0), Map.of("id", 3L))));

        assertThat(rows(job, Scan.all().columns("a", "b").pageSize(1)))
                .containsExactly(Map.of("a", "x", "b", 2.0), Map.of("b", 3.0), Map.of());
        assertThat(rows(job, Scan.all().columns("b", "id").pageSize(1)))
                .containsExactly(Map.of("id", 1L, "b", 2.0), Map.of("id", 2L, "b", 3.0), Map.of("id", 3L));
    }

    @Test
    void unknownColumn() {
        Job job = bench.jobWith("results", Table.of(List.of(Map.of("id", 1L, "label", "x"))));
        try (RowStream rows = job.rows("results", Scan.all().columns("nope", "id", "Label"))) {
            InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, rows::next);

            assertThat(e)
                    .hasMessageStartingWith("cannot read table 'results' of job ")
                    .hasMessageEndingWith(
                            " on " + bench.server.url() + ": it has no column [nope, Label]; it has [id, label]");
            assertThat(e.httpStatus()).isEqualTo(400);
            assertThat(e.getCause()).hasMessageContaining("invalid columns: [nope");
        }
    }

    @Test
    void cellsThatHoldNothingAreKeptOnDemand() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", 1L);
        row.put("nothing", null);
        Job job = bench.jobWith("results", Table.of(List.of(row)));

        assertThat(rows(job, Scan.all())).containsExactly(Map.of("id", 1L));
        assertThat(rows(job, Scan.all().keepNone())).containsExactly(row);
    }

    @Test
    void pageSizeHasBounds() {
        for (int size : new int[] {0, 1001, -1}) {
            assertThat(catchThrowableOfType(
                            InvalidRequestException.class, () -> Scan.all().pageSize(size)))
                    .hasMessage("page size " + size + ": from 1 to 1000 rows");
        }
    }

    private static Table rowsWith(List<Object> keys) {
        return Table.of(keys.stream().map(key -> Map.of("id", key)).toList());
    }

    private static List<Object> keys(Job job, Scan scan) {
        return keys(job, "results", scan);
    }

    private static List<Object> keys(Job job, String table, Scan scan) {
        List<Object> keys = new ArrayList<>();
        try (RowStream rows = job.rows(table, scan)) {
            rows.forEachRemaining(row -> keys.add(row.get("id")));
        }
        return keys;
    }

    private static List<Map<String, Object>> rows(Job job, Scan scan) {
        List<Map<String, Object>> found = new ArrayList<>();
        try (RowStream rows = job.rows("results", scan)) {
            rows.forEachRemaining(found::add);
        }
        return found;
    }
}
