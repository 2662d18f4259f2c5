// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages so large that the next one is asked for while one is decoded: every row comes once, whatever the keys are. */
class LargePagesTest {
    private static final String TEXT = "x".repeat(2000);
    private static final Scan FIFTIES = Scan.all().pageSize(50);

    private final Bench bench = Bench.empty();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void keysOfOneType() {
        List<Object> keys = new ArrayList<>(LongStream.range(-500, 500).boxed().toList());

        assertThat(keys(table(keys, TEXT), FIFTIES)).isEqualTo(keys);
        // The last page is full, and so is followed by an empty one; one more may have been asked for behind it.
        assertThat(bench.sent("/scanTable")).hasSizeBetween(21, 22);
    }

    @Test
    void keysOfTwoTypes() {
        List<Object> keys = new ArrayList<>(LongStream.range(-333, 333).boxed().toList());
        IntStream.range(0, 333).mapToObj("%03d"::formatted).forEach(keys::add);

        assertThat(keys(table(keys, TEXT), FIFTIES)).isEqualTo(keys);
    }

    @Test
    void keysThatAreWrittenWithEscapes() {
        List<Object> keys = new ArrayList<>(Stream.of("\"", "\\", "\n", "é", "你", "😀", "plain")
                .flatMap(end -> IntStream.range(0, 50).mapToObj(i -> "%02d %s".formatted(i, end)))
                .sorted()
                .toList());

        assertThat(keys(table(keys, TEXT), Scan.all().pageSize(33))).isEqualTo(keys);
    }

    @Test
    void pagesThatAreTooLargeToBeHeld() {
        List<Object> keys = new ArrayList<>(LongStream.range(0, 35).boxed().toList());

        assertThat(keys(table(keys, "x".repeat(600_000)), Scan.all().pageSize(10)))
                .isEqualTo(keys);
    }

    @Test
    void answerThatEndsEarlyWithoutAnErrorIsAskedForAgain() {
        List<Object> keys = new ArrayList<>(LongStream.range(0, 500).boxed().toList());
        Job job = table(keys, TEXT);
        AtomicInteger scans = new AtomicInteger();
        bench.server.intercept(request -> request.path().endsWith("/scanTable") && scans.incrementAndGet() == 4
                ? Answer.json(200, "{\"code\":\"success\",\"data\":{\"columnHints\":{},\"records\":[{\"id\":")
                : null);

        assertThat(keys(job, FIFTIES)).isEqualTo(keys);
    }

    private Job table(List<Object> keys, String text) {
        List<Map<String, ?>> rows = new ArrayList<>();
        keys.forEach(key -> rows.add(Map.of("id", key, "text", text)));
        return bench.jobWith("results", Table.of(rows));
    }

    private static List<Object> keys(Job job, Scan scan) {
        List<Object> keys = new ArrayList<>();
        try (RowStream rows = job.rows("results", scan)) {
            rows.forEachRemaining(row -> keys.add(row.get("id")));
        }
        return keys;
    }
}
