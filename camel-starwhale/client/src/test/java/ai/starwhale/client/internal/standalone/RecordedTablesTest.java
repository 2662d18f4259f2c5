// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.uri.JobUri;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Every table of the recorded instance, scanned as it was recorded: our rows are the SDK's. Where the SDK is wrong, the
 * difference has a name, which {@code docs/standalone.md} explains.
 */
class RecordedTablesTest {
    private static final StandaloneInstance INSTANCE = RecordedInstance.at(RecordedInstance.root());

    /** Those that were begun and never written, and the one of which nobody knows what was deleted. */
    private static final Set<String> UNREADABLE = Set.of("typesjob7/empty", "histjob77/tombtype", "hanghang7/results");

    private final RecordedCell cells = new RecordedCell();
    private final Map<String, Integer> differences = new TreeMap<>();
    private final Map<String, Integer> overlooked = overlooked();
    private int tables;
    private int scans;
    private int rows;
    private int compared;

    @AfterAll
    static void close() {
        INSTANCE.close();
    }

    @Test
    void theRowsOfEveryRecordedScanAreTheSdks() {
        Map<String, JsonNode> files = new LinkedHashMap<>();
        RecordedInstance.expected("index.jsonl")
                .forEach(line -> files.putIfAbsent(line.path("file").asText(), line));
        files.forEach((file, line) -> {
            tables++;
            JobUri job = JobUri.parse(line.path("job").asText());
            checkTable(new JobRef(job.project(), job.job()), line.path("table").asText(), RecordedScan.of(file));
        });
        System.out.printf(
                "Compared %d tables, %d scans, %d rows, %d cells (%d texts and bytes that were stored as"
                        + " artifacts, %d artifacts with their bytes); scans that differ on purpose: %s%n",
                tables, scans, rows, compared, cells.autoConverted(), cells.artifacts(), differences);
        assertThat(cells.autoConverted()).isEqualTo(149);
        assertThat(cells.artifacts()).isGreaterThan(400);
        assertThat(tables)
                .isEqualTo(RecordedInstance.expected("index.jsonl").stream()
                        .map(each -> each.path("file").asText())
                        .distinct()
                        .count());
        assertThat(scans).isEqualTo(RecordedInstance.expected("index.jsonl").size());
        assertThat(differences)
                .containsOnlyKeys(
                        "bytes as bounds",
                        "empty text as only key",
                        "keep none",
                        "objects of unknown classes",
                        "only deletions",
                        "order of deleted ranges",
                        "overlooked blocks",
                        "texts as bounds of numbers");
        assertThat(differences).containsEntry("overlooked blocks", overlooked.size());
    }

    @Test
    void aRangeIsFoundInBlocksThatOverlap() {
        JobRef job = new JobRef("self", "histjob77");

        try (RowStream stream = INSTANCE.rows(job, "overlapstr", Scan.from(null).to("k07"))) {
            assertThat(stream.next()).containsEntry("id", "k05");
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void everyTableOfEveryJobIsRead() {
        int read = 0;
        for (String project : List.of("self", "proj2", "nope")) {
            for (Iterator<JobInfo> jobs = INSTANCE.all(project); jobs.hasNext(); ) {
                JobRef job = new JobRef(project, jobs.next().id());
                for (String table : INSTANCE.tables(job)) {
                    if (!UNREADABLE.contains(job.job().substring(0, 9) + "/" + table)) {
                        read++;
                        assertThat(INSTANCE.columns(job, table))
                                .as(job + " " + table)
                                .isNotNull();
                    }
                }
            }
        }
        assertThat(read).isEqualTo(89);
    }

    private void checkTable(JobRef job, String table, List<RecordedScan> recorded) {
        RecordedScan full = recorded.get(0);
        assertThat(full.query()).isEmpty();
        for (RecordedScan scan : recorded) {
            scans++;
            if (full.failed()) {
                checkUnreadable(job, table, scan);
            } else if (scan.failed()) {
                checkFailed(job, table, scan, full);
            } else {
                checkRows(job, table, scan, full);
            }
        }
    }

    /** The rows are those of the full scan that the SDK read, whatever it read of this range; mostly it is the same. */
    private void checkRows(JobRef job, String table, RecordedScan scan, RecordedScan full) {
        List<JsonNode> expected =
                full.rows().stream().filter(row -> scan.wants(key(row))).toList();
        Integer wrong = overlooked.get(scan.file() + scan.number());
        if (wrong != null) {
            note("overlooked blocks");
            assertThat(expected).as("%s", scan).hasSize(wrong);
        } else {
            assertThat(expected).as("%s", scan).hasSize(scan.count());
            int shown = scan.rows().size();
            assertThat(scan.rows())
                    .startsWith(expected.subList(0, Math.min(3, shown)).toArray(JsonNode[]::new));
            assertThat(scan.rows())
                    .endsWith(expected.subList(expected.size() - Math.min(3, shown), expected.size())
                            .toArray(JsonNode[]::new));
        }
        boolean hasNone = checkEqual(job, table, scan, expected);
        if (hasNone) {
            note("keep none");
        }
    }

    private boolean checkEqual(JobRef job, String table, RecordedScan scan, List<JsonNode> recorded) {
        List<JsonNode> expected = recorded;
        if (scan.file().contains(".tombstr.")) {
            // 10000000000000 is behind 999999999999, and with it the keys 0 and 1 were deleted.
            note("order of deleted ranges");
            expected = recorded.stream()
                    .filter(row -> row.path("id").path("v").asInt() > 1)
                    .toList();
        }
        boolean hasNone = false;
        int count = 0;
        try (RowStream stream = INSTANCE.rows(job, table, scan.scan())) {
            while (stream.hasNext()) {
                Row row = stream.next();
                if (count == expected.size()) {
                    throw new AssertionError(scan + ": more than " + count + " rows");
                }
                hasNone |= checkRow(scan, expected.get(count++), row);
            }
        }
        assertThat(count).as("%s", scan).isEqualTo(expected.size());
        rows += count;
        return hasNone;
    }

    /** Whether the row has cells that hold nothing, which the SDK leaves out whatever is asked for. */
    private boolean checkRow(RecordedScan scan, JsonNode expected, Row row) {
        List<String> names = new ArrayList<>(row.keySet());
        Set<String> filled = new HashSet<>();
        for (String name : names) {
            try {
                if (row.get(name) != null) {
                    filled.add(name);
                    compared++;
                    cells.check(expected.path(name), row.get(name), row.type(name));
                } else {
                    assertThat(scan.keepsNone()).isTrue();
                    assertThat(row.type(name).kind()).isEqualTo(Kind.UNKNOWN);
                }
            } catch (AssertionError e) {
                throw new AssertionError(scan + " " + keyNode(expected) + " " + name, e);
            }
        }
        Set<String> wanted = new HashSet<>();
        expected.fieldNames().forEachRemaining(wanted::add);
        if (!filled.equals(wanted) || !names.subList(1, names.size()).equals(sorted(names))) {
            throw new AssertionError(scan + " " + keyNode(expected) + ": " + names + " for " + wanted);
        }
        return filled.size() < names.size();
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().skip(1).sorted().toList();
    }

    /** Bounds that Python cannot compare with the keys. */
    private void checkFailed(JobRef job, String table, RecordedScan scan, RecordedScan full) {
        if (scan.file().contains(".byteskeys.") && !(bound(scan) instanceof String) && !(bound(scan) instanceof Long)) {
            note("bytes as bounds");
            checkEqual(
                    job,
                    table,
                    scan,
                    full.rows().stream().filter(row -> scan.wants(key(row))).toList());
        } else if (bound(scan) instanceof String text && text.matches("[0-9]+")) {
            note("texts as bounds of numbers");
            checkTextBound(job, table, scan, full, Long.parseLong(text));
        } else {
            assertThat(failure(job, table, scan)).as("%s", scan).isInstanceOf(InvalidRequestException.class);
        }
    }

    private void checkTextBound(JobRef job, String table, RecordedScan scan, RecordedScan full, long number) {
        boolean isStart = scan.query().has("start");
        List<JsonNode> expected = full.rows().stream()
                .filter(row -> ((Number) key(row)).longValue() >= number == isStart)
                .toList();
        checkEqual(job, table, scan, expected);
    }

    private static Object bound(RecordedScan scan) {
        return RecordedScan.value(
                scan.query().has("start")
                        ? scan.query().path("start")
                        : scan.query().path("end"));
    }

    /** Tables of which the SDK can read nothing at all. */
    private void checkUnreadable(JobRef job, String table, RecordedScan scan) {
        switch (table) {
            case "empty", "results" ->
                assertThat(failure(job, table, scan))
                        .isInstanceOf(NotFoundException.class)
                        .hasMessageContaining("never written");
            case "tombtype" ->
                assertThat(failure(job, table, scan))
                        .isInstanceOf(ProtocolException.class)
                        .hasMessageContaining("range from 1 to 5");
            case "onlydeletes" -> {
                note("only deletions");
                assertThat(read(job, table, scan)).isEmpty();
            }
            case "onlyemptykey" -> {
                note("empty text as only key");
                assertThat(read(job, table, scan)).hasSize(1).first().satisfies(row -> assertThat(row)
                        .containsEntry("id", ""));
            }
            case "customobj" -> {
                note("objects of unknown classes");
                assertThat(read(job, table, scan)).isNotEmpty();
            }
            default -> throw new AssertionError(scan);
        }
    }

    private static List<Row> read(JobRef job, String table, RecordedScan scan) {
        List<Row> rows = new ArrayList<>();
        try (RowStream stream = INSTANCE.rows(job, table, scan.scan())) {
            stream.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static StarwhaleException failure(JobRef job, String table, RecordedScan scan) {
        try {
            throw new AssertionError(scan + " gave " + read(job, table, scan).size() + " rows");
        } catch (StarwhaleException e) {
            return e;
        }
    }

    private void note(String difference) {
        differences.merge(difference, 1, Integer::sum);
    }

    private static Map<String, Integer> overlooked() {
        Map<String, Integer> found = new HashMap<>();
        for (JsonNode scan : RecordedInstance.expectedTree("sdk-differs-from-full-scan.json")) {
            // What else the SDK read of that table was not kept.
            if (!scan.path("file").asText().contains(".overlapstr.")) {
                found.put(
                        scan.path("file").asText() + scan.path("i").asInt(),
                        scan.path("full_scan_says").asInt());
            }
        }
        return found;
    }

    private static Object key(JsonNode row) {
        return RecordedScan.value(keyNode(row));
    }

    private static JsonNode keyNode(JsonNode row) {
        return row.has("id") ? row.path("id") : row.path("step");
    }
}
