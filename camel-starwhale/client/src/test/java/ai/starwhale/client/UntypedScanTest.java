// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.internal.server.pages.Encoder;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.Table;
import ai.starwhale.testkit.Values;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When pages are asked for without types, and that nobody can tell. */
class UntypedScanTest {
    private static final Scan ONE_PAGE = Scan.all().keepNone();
    private static final Scan TWOS = ONE_PAGE.pageSize(2);

    private final Bench bench = Bench.empty();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyTypeThatIsAloneInItsColumnIsTheSameInBothForms() {
        List<List<?>> columns = List.of(
                Arrays.asList(true, false, null),
                Arrays.asList((byte) -128, (byte) 127, null),
                Arrays.asList((short) -1, Short.MIN_VALUE, (short) 0),
                Arrays.asList(-1, Integer.MAX_VALUE, null),
                Arrays.asList(Long.MIN_VALUE, 0L, null),
                Arrays.asList(Float.NaN, -0.0f, Float.MIN_VALUE),
                Arrays.asList(Double.NaN, -0.0, Double.NEGATIVE_INFINITY),
                Arrays.asList("", "héllo 你", "\"\\\u0000\ud83d\ude00"),
                Arrays.asList(new byte[0], new byte[] {0, -1, -2}, null),
                Arrays.asList(List.of(), Arrays.asList(1L, null), List.of(1L, 2L)),
                Arrays.asList(List.of(), Arrays.asList(null, null), null),
                Arrays.asList(Values.tuple(), Values.tuple("a", "b"), Values.tuple("a", null)),
                Arrays.asList(List.of(List.of()), List.of(List.of(0.5, 1.5), List.of(2.5)), List.of()),
                Arrays.asList(Values.tuple(List.of((byte) 1)), Values.tuple(), null),
                Arrays.asList(null, null, null));
        Job job = table(i -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", i);
            for (int c = 0; c < columns.size(); c++) {
                // Now and then a cell is not there at all.
                if ((i + c) % 7 != 0) {
                    row.put("c" + c, columns.get(c).get((int) (i % 3)));
                }
            }
            return row;
        });

        assertThat(read(job, TWOS)).isEqualTo(read(job, ONE_PAGE)).hasSize(21);
        assertThat(forms()).isEqualTo("T" + "U".repeat(10) + "T");
    }

    @Test
    void mapsObjectsAndMixedTypesKeepTheirTypes() {
        for (Object value : List.of(
                Map.of("a", 1L),
                List.of(Map.of()),
                Values.object("LINK", Map.of("uri", "x")),
                List.of(1L, "a"),
                Values.tuple(1L, 2.0),
                List.of(List.of(1L), Values.tuple(1L)))) {
            Job job = table(i -> Map.of("id", i, "c", value));
            bench.server.clearRequests();

            assertThat(read(job, TWOS)).isEqualTo(read(job, ONE_PAGE)).hasSize(21);
            assertThat(forms()).as(value.toString()).isEqualTo("T".repeat(12));
        }
    }

    @Test
    void columnsThatAreNotAskedForDoNotMatter() {
        Job job = table(i -> Map.of("id", i, "c", Map.of("a", i), "d", i * 0.5));

        Scan some = Scan.all().columns("d");
        assertThat(read(job, some.pageSize(2))).isEqualTo(read(job, some)).hasSize(21);
        assertThat(forms()).isEqualTo("T" + "U".repeat(10) + "T");
    }

    @Test
    void secondTypeInTheMiddleIsReadWithTypesFromItsPageOn() {
        Job job = table(i -> Map.of("id", i, "c", i));
        bench.beforeScan(4, () -> bench.write(job, "results", List.of(Map.of("id", 7L, "c", "seven"))));

        List<ObjectNode> rows = read(job, TWOS);

        assertThat(rows).hasSize(21);
        assertThat(rows.get(7).path("c").path("type").asText()).isEqualTo("STRING");
        assertThat(rows.get(8).path("c").path("type").asText()).isEqualTo("INT64");
        // The fourth page, rows 6 and 7, is asked for twice.
        assertThat(forms()).isEqualTo("TUUU" + "T".repeat(8));
    }

    @Test
    void columnThatAppearsInTheMiddleIsReadByTheHintsOfItsPage() {
        Job job = table(i -> Map.of("id", i));
        bench.beforeScan(4, () -> bench.write(job, "results", List.of(Map.of("id", 7L, "new", "x"))));

        List<ObjectNode> rows = read(job, TWOS);

        assertThat(rows.get(7).path("new").path("type").asText()).isEqualTo("STRING");
        assertThat(forms()).isEqualTo("T" + "U".repeat(10));
    }

    @Test
    void serverThatGivesTypesAllTheSameIsUnderstood() {
        Job job = table(i -> Map.of("id", i));
        AtomicInteger scans = new AtomicInteger();
        bench.server.intercept(request -> request.path().endsWith("/scanTable") && scans.incrementAndGet() == 2
                ? Answer.json(
                        200,
                        "{\"data\":{\"columnHints\":{\"id\":{\"typeHints\":[\"INT64\"]}},"
                                + "\"records\":[{\"id\":{\"type\":\"INT64\",\"value\":\"02\"}}]}}")
                : null);

        assertThat(read(job, TWOS)).hasSize(21);
        assertThat(forms()).isEqualTo("TU" + "T".repeat(10));
    }

    @Test
    void summaryIsReadWithTypes() {
        try (Bench recorded = Bench.recorded()) {
            assertThat(recorded.job("1").summary()).isNotEmpty();
            assertThat(recorded.sent("/scanTable"))
                    .allSatisfy(scan -> assertThat(scan.body()).contains("\"encodeWithType\":true"));
        }
    }

    private Job table(LongFunction<Map<String, ?>> row) {
        List<Map<String, ?>> rows = new ArrayList<>();
        for (long i = 0; i < 21; i++) {
            rows.add(row.apply(i));
        }
        return bench.jobWith("results", Table.of(rows));
    }

    /** The rows as a Server would write them with types. */
    private static List<ObjectNode> read(Job job, Scan scan) {
        List<ObjectNode> found = new ArrayList<>();
        try (RowStream rows = job.rows("results", scan)) {
            rows.forEachRemaining(row -> found.add(Encoder.encode(row)));
        }
        return found;
    }

    /** A T for each page that was asked for with types, a U for each without. */
    private String forms() {
        StringBuilder forms = new StringBuilder();
        bench.sent("/scanTable")
                .forEach(scan -> forms.append(
                        Bench.json(scan.body()).path("encodeWithType").asBoolean() ? 'T' : 'U'));
        return forms.toString();
    }
}
