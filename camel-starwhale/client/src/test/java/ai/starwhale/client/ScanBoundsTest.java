// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.RecordedRequest;
import ai.starwhale.testkit.Table;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScanBoundsTest {
    private final Bench bench = Bench.empty();
    private Job numbers;
    private Job texts;

    @BeforeEach
    void fill() {
        numbers = bench.jobWith("results", Table.generated(10, i -> Map.of("id", i - 5)));
        texts = textJob("0000000000000002", "10", "9", "a", "b");
    }

    private Job textJob(String... keys) {
        List<Map<String, ?>> rows = new ArrayList<>();
        for (String key : keys) {
            rows.add(Map.of("id", key));
        }
        JobScript script =
                JobScript.builder().at(Duration.ZERO, "SUCCESS").build().table("results", Table.of(rows));
        return bench.client.job(bench.server.url() + "/project/tables/job/"
                + bench.server.addJob(bench.server.project("tables"), script).id());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void fromIsInclusiveAndToIsNot() {
        assertThat(keys(numbers, Scan.from(-2).to(2))).containsExactly(-2L, -1L, 0L, 1L);
        assertThat(keys(numbers, Scan.from(-2).to(2).endInclusive())).containsExactly(-2L, -1L, 0L, 1L, 2L);
        assertThat(keys(numbers, Scan.after(-2L).to(2L))).containsExactly(-1L, 0L, 1L);
        assertThat(keys(texts, Scan.from("10").to("a"))).containsExactly("10", "9");
        assertThat(keys(texts, Scan.after("10").to("a").endInclusive())).containsExactly("9", "a");
    }

    @Test
    void anEndNeedsNoStart() {
        assertThat(keys(numbers, Scan.all().to(-3))).containsExactly(-5L, -4L);
        assertThat(keys(numbers, Scan.all().to(-3).endInclusive())).containsExactly(-5L, -4L, -3L);
        assertThat(keys(texts, Scan.all().to("10"))).containsExactly("0000000000000002");
    }

    @Test
    void noBoundsIsTheWholeTable() {
        assertThat(keys(numbers, Scan.from(null).to(null))).hasSize(10);
        assertThat(keys(numbers, Scan.after(null))).hasSize(10);
    }

    @Test
    void boundsHoldOverManyPages() {
        assertThat(keys(numbers, Scan.from(-4).to(4).pageSize(3))).containsExactly(-4L, -3L, -2L, -1L, 0L, 1L, 2L, 3L);
        assertThat(keys(numbers, Scan.after(-4).to(4).endInclusive().pageSize(1)))
                .containsExactly(-3L, -2L, -1L, 0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void textsAreReadAsNumbersWhereKeysAreNumbers() {
        assertThat(keys(numbers, Scan.from("-2").to(" 2 "))).containsExactly(-2L, -1L, 0L, 1L);
        assertThat(keys(numbers, Scan.from("-0.5").to("1.5"))).containsExactly(0L, 1L);
        assertThat(keys(numbers, Scan.from(-0.5f).to((byte) 2))).containsExactly(0L, 1L);
    }

    @Test
    void textsStayTextsWhereKeysAreTexts() {
        assertThat(keys(texts, Scan.from("9"))).containsExactly("9", "a", "b");
    }

    @Test
    void boundsThatCannotBeComparedAreRefused() {
        assertThat(refusal(numbers, Scan.from("mnist_3")))
                .hasMessage(
                        "start 'mnist_3' (STRING) cannot be compared with the keys of the table, which are [INT64]");
        assertThat(refusal(numbers, Scan.all().to("99999999999999999999")))
                .hasMessage(
                        "end '99999999999999999999' (STRING) cannot be compared with the keys of the table, which are"
                                + " [INT64]");
        assertThat(refusal(texts, Scan.from(0).to("b")))
                .hasMessage("start '0' (INT32) cannot be compared with the keys of the table, which are [STRING]");
        assertThat(refusal(texts, Scan.from(List.of())))
                .hasMessageStartingWith(
                        "a bound of a scan is a number, a text, a boolean or a byte array, not a java.util.");
    }

    @Test
    void everyBoundIsSentWithItsTypeAndNothingIsSentAsNull() {
        keys(numbers, Scan.from("-4").to(4.0).pageSize(3));
        keys(numbers, Scan.all().pageSize(3));
        keys(texts, Scan.all().to("b").endInclusive().keepNone().columns("id").pageSize(2));

        List<RecordedRequest> scans = bench.sent("/scanTable");
        assertThat(scans).hasSizeGreaterThan(9);
        assertThat(scans).allSatisfy(scan -> {
            JsonNode body = Bench.json(scan.body());
            assertThat(body.has("startType")).isEqualTo(body.has("start"));
            assertThat(body.has("endType")).isEqualTo(body.has("end"));
            assertThat(nodes(body)).noneMatch(JsonNode::isNull);
        });
        assertThat(scans.stream().filter(scan -> scan.body().contains("\"start\"")))
                .hasSizeGreaterThan(5);
        JsonNode second = Bench.json(scans.get(2).body());
        assertThat(second.path("startType").asText()).isEqualTo("INT64");
        assertThat(second.path("start").asText()).isEqualTo("fffffffffffffffe");
        assertThat(second.path("startInclusive").asBoolean(true)).isFalse();
        assertThat(second.path("endType").asText()).isEqualTo("FLOAT64");
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        return Stream.concat(Stream.of(node), node.valueStream().flatMap(ScanBoundsTest::nodes));
    }

    private static InvalidRequestException refusal(Job job, Scan scan) {
        try (RowStream rows = job.rows("results", scan)) {
            return catchThrowableOfType(InvalidRequestException.class, rows::next);
        }
    }

    private static List<Object> keys(Job job, Scan scan) {
        List<Object> keys = new ArrayList<>();
        try (RowStream rows = job.rows("results", scan)) {
            rows.forEachRemaining(row -> keys.add(row.get("id")));
        }
        return keys;
    }
}
