// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scans of tables that are written meanwhile: every row that was there all the time comes once. */
class ChangingTableTest {
    private static final Scan TENS = Scan.all().pageSize(10);

    private final Bench bench = Bench.empty();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void rowsWrittenBeforeThePositionAreNotSeenAndThoseBehindItAre() {
        Job job = bench.jobWith("results", table(LongStream.range(0, 50).map(i -> 2 * i)));
        // The third page begins behind 38.
        bench.beforeScan(3, () -> bench.write(job, "results", rows(37L, 38L, 39L, 41L, 1001L)));

        List<Object> expected = new ArrayList<>();
        LongStream.range(0, 20).map(i -> 2 * i).forEach(expected::add);
        expected.addAll(List.of(39L, 40L, 41L));
        LongStream.range(21, 50).map(i -> 2 * i).forEach(expected::add);
        expected.add(1001L);
        assertThat(keys(job, TENS)).isEqualTo(expected);
    }

    @Test
    void rowsWrittenBehindTheLastFullPageAreSeen() {
        Job job = bench.jobWith("results", table(LongStream.range(0, 20)));
        bench.beforeScan(3, () -> bench.write(job, "results", rows(20L, 21L)));

        assertThat(keys(job, TENS)).isEqualTo(LongStream.range(0, 22).boxed().toList());
        assertThat(bench.sent("/scanTable")).hasSize(3);
    }

    @Test
    void keysOfASecondTypeAreReadToTheEndOnce() {
        Job job = bench.jobWith("results", table(LongStream.range(0, 40)));
        bench.beforeScan(3, () -> bench.write(job, "results", rows("10", "b", "a", 5L, 1000L)));

        List<Object> expected = new ArrayList<>(LongStream.range(0, 40).boxed().toList());
        expected.addAll(List.of(1000L, "10", "a", "b"));
        assertThat(keys(job, TENS)).isEqualTo(expected);
    }

    @Test
    void tenThousandRowsWithKeysOfTwoTypes() {
        List<Map<String, ?>> rows = new ArrayList<>();
        for (long i = 0; i < 5_000; i++) {
            rows.add(Map.of("id", Long.toString(i)));
            rows.add(Map.of("id", i - 2_500));
        }
        Job job = bench.jobWith("results", Table.of(rows));

        List<Object> expected =
                new ArrayList<>(LongStream.range(-2_500, 2_500).boxed().toList());
        LongStream.range(0, 5_000).mapToObj(Long::toString).sorted().forEach(expected::add);
        assertThat(keys(job, Scan.all())).isEqualTo(expected);
        assertThat(keys(job, Scan.all().pageSize(7))).isEqualTo(expected);
    }

    @Test
    void lastPageThatIsExactlyFullWithoutTypes() {
        Job job = bench.jobWith("results", table(LongStream.range(0, 30)));

        assertThat(keys(job, TENS)).isEqualTo(LongStream.range(0, 30).boxed().toList());
        assertThat(bench.sent("/scanTable").get(3).body()).contains("\"encodeWithType\":false");
    }

    @Test
    void pageCutOffHalfWayIsReadAgainWithoutLossOrRepeat() {
        for (int bytes = 0; bytes < 400; bytes += 37) {
            try (Bench own = Bench.empty()) {
                Job job = own.jobWith("results", table(LongStream.range(0, 50)));
                Answer cut = Answer.fromServer().cutAfter(bytes);
                AtomicInteger scans = new AtomicInteger();
                own.server.intercept(request ->
                        request.path().endsWith("/scanTable") && scans.incrementAndGet() % 2 == 1 ? cut : null);

                assertThat(keys(job, TENS))
                        .isEqualTo(LongStream.range(0, 50).boxed().toList());
                // The last page is so short that it may be whole at once.
                assertThat(own.sent("/scanTable")).hasSizeBetween(11, 12);
            }
        }
    }

    @Test
    void nothingIsTakenFromLastKey() {
        Job job = bench.jobWith("results", table(LongStream.range(0, 50)));
        answers(page(0, 10), page(10, 10), page(20, 3));

        assertThat(keys(job, TENS)).isEqualTo(LongStream.range(0, 23).boxed().toList());
        assertThat(bench.sent("/scanTable").get(2).body()).contains("\"start\":\"0000000000000013\"");
    }

    @Test
    void roundOfSeveralPagesEnds() {
        Job job = bench.jobWith("results", Table.of(List.of()));
        answers(page(0, 10), page(10, 10), page(20, 10), page(0, 10), page(10, 10), page(20, 10));

        assertThat(failure(job))
                .hasMessageEndingWith(": asked for 10 rows behind INT64, 10 rows came that do not follow");
        assertThat(bench.sent("/scanTable")).hasSize(4);
    }

    @Test
    void pageThatOverlapsTheOneBeforeIsAnError() {
        Job job = bench.jobWith("results", Table.of(List.of()));
        answers(page(0, 10), page(9, 10));

        assertThat(failure(job)).hasMessageEndingWith("10 rows came that do not follow");
        assertThat(bench.sent("/scanTable")).hasSize(2);
    }

    @Test
    void pageWhoseLastRowDoesNotFollowIsAnError() {
        Job job = bench.jobWith("results", Table.of(List.of()));
        answers(page(0, 10), page(10, 10).replace("\"13\"", "\"3\""));

        assertThat(failure(job)).hasMessageEndingWith("10 rows came that do not follow");
        assertThat(bench.sent("/scanTable")).hasSize(2);
    }

    @Test
    void lastPageThatDoesNotFollowIsAnError() {
        Job job = bench.jobWith("results", Table.of(List.of()));
        answers(page(0, 10), page(0, 3));

        assertThat(failure(job)).hasMessageEndingWith("3 rows came that do not follow");
    }

    @Test
    void moreRowsThanAskedForAreAnError() {
        Job job = bench.jobWith("results", Table.of(List.of()));
        answers(page(0, 11));

        assertThat(failure(job))
                .hasMessageEndingWith("asked for 10 rows behind the start, 11 rows came that do not follow");
    }

    @Test
    void fullPageWithoutTheKeyColumnIsAnError() {
        Job job = bench.jobWith("results", Table.of(List.of()));
        answers(page(0, 10).replace("\"id\"", "\"key\""));

        assertThat(failure(job)).hasMessageEndingWith("the last of 10 rows has no column 'id' from which to go on");
    }

    private void answers(String... pages) {
        AtomicInteger scans = new AtomicInteger();
        bench.server.intercept(request -> request.path().endsWith("/scanTable")
                ? Answer.json(200, pages[Math.min(scans.getAndIncrement(), pages.length - 1)])
                : null);
    }

    /** With types, and without hints and lastKey. */
    private static String page(int first, int rows) {
        StringBuilder records = new StringBuilder();
        for (int i = first; i < first + rows; i++) {
            records.append(records.length() == 0 ? "" : ",")
                    .append("{\"id\":{\"type\":\"INT64\",\"value\":\"")
                    .append(Integer.toHexString(i))
                    .append("\"}}");
        }
        return "{\"code\":\"success\",\"message\":\"Success\",\"data\":{\"records\":[" + records + "]}}";
    }

    private static Table table(LongStream keys) {
        return Table.of(keys.mapToObj(key -> Map.of("id", key, "v", key)).toList());
    }

    private static List<Map<String, ?>> rows(Object... keys) {
        List<Map<String, ?>> rows = new ArrayList<>();
        Stream.of(keys).forEach(key -> rows.add(Map.of("id", key)));
        return rows;
    }

    private static ProtocolException failure(Job job) {
        return catchThrowableOfType(ProtocolException.class, () -> keys(job, TENS));
    }

    private static List<Object> keys(Job job, Scan scan) {
        List<Object> keys = new ArrayList<>();
        try (RowStream rows = job.rows("results", scan)) {
            rows.forEachRemaining(row -> keys.add(row.get("id")));
        }
        return keys;
    }
}
