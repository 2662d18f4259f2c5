// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.starwhale.testkit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When pages are asked for. */
class RowStreamTest {
    private static final Scan TENS = Scan.all().pageSize(10);

    private final Bench bench = Bench.empty();
    private Job job;

    @BeforeEach
    void fill() {
        job = bench.jobWith("results", Table.generated(100, i -> Map.of("id", i)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void asksNothingBeforeTheFirstRow() {
        try (RowStream rows = job.rows("results", TENS)) {
            assertThat(rows).hasToString("RowStream[table 'results' of job " + uuid() + "]");
            assertThat(rows.position()).isNull();
        }
        assertThat(bench.server.requests()).isEmpty();
    }

    @Test
    void asksNoFurtherAheadThanItsReaderIsQuick() {
        AtomicInteger taken = new AtomicInteger();
        List<Integer> takenWhenAsked = new CopyOnWriteArrayList<>();
        bench.server.intercept(request -> {
            if (request.path().endsWith("/scanTable")) {
                takenWhenAsked.add(taken.get());
            }
            return null;
        });
        try (RowStream rows = job.rows("results", TENS)) {
            take(rows, 5);
            taken.set(5);
            await().until(() -> takenWhenAsked.size() == 2);
            while (rows.hasNext()) {
                rows.next();
                taken.incrementAndGet();
            }
        }

        // The third page is asked for when the second is begun; for a reader who had to wait, up to three are on their
        // way.
        assertThat(takenWhenAsked).hasSize(11);
        assertThat(takenWhenAsked.get(2)).isGreaterThanOrEqualTo(10);
        for (int page = 3; page < 11; page++) {
            assertThat(takenWhenAsked.get(page)).isGreaterThanOrEqualTo((page - 3) * 10);
        }
    }

    @Test
    void asksNothingAfterItWasClosed() {
        RowStream rows = job.rows("results", TENS);
        take(rows, 1);
        await().until(() -> bench.sent("/scanTable").size() == 2);

        rows.close();
        rows.close();

        assertThat(rows.hasNext()).isFalse();
        assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(rows::nextPage).isInstanceOf(NoSuchElementException.class);
        assertThat(rows.position()).isEqualTo(0L);
        assertThat(rows).hasToString("RowStream[table 'results' of job " + uuid() + ", ended]");
        assertThat(bench.sent("/scanTable")).hasSize(2);
    }

    @Test
    void scanGoesOnWhereAnotherOneEnded() {
        List<Object> keys = new ArrayList<>();
        Object position;
        try (RowStream rows = job.rows("results", TENS)) {
            keys.addAll(take(rows, 37));
            position = rows.position();
        }
        try (RowStream rows = job.rows("results", Scan.after(position).pageSize(10))) {
            rows.forEachRemaining(row -> keys.add(row.get("id")));
            assertThat(rows.position()).isEqualTo(99L);
        }

        assertThat(position).isEqualTo(36L);
        assertThat(keys).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void pagesAreTheRestOfThePresentOneAndThenWholeOnes() {
        try (RowStream rows = job.rows("results", Scan.from(80).pageSize(8))) {
            take(rows, 3);

            assertThat(rows.nextPage()).extracting(row -> row.get("id")).containsExactly(83L, 84L, 85L, 86L, 87L);
            assertThat(rows.position()).isEqualTo(87L);
            assertThat(rows.nextPage()).hasSize(8);
            take(rows, 1);
            assertThat(rows.nextPage()).extracting(row -> row.get("id")).containsExactly(97L, 98L, 99L);
            assertThat(rows.hasNext()).isFalse();
            assertThatThrownBy(rows::nextPage).isInstanceOf(NoSuchElementException.class);
            assertThat(rows.position()).isEqualTo(99L);
        }
    }

    private String uuid() {
        return job.uri().substring(job.uri().lastIndexOf('/') + 1);
    }

    private static List<Object> take(RowStream rows, int count) {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(rows.next().get("id"));
        }
        return keys;
    }
}
