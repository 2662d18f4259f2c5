// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.starwhale.client.Row;
import ai.starwhale.client.StarwhaleObject;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.artifact.ArtifactValues;
import ai.starwhale.client.internal.rows.RowPage;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that a real Server answered, decoded. */
class RecordedPagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"scan_alltypes_typed", "scan_artifacts_typed", "scan_results", "scan_summary_one", "scan_missing"
            })
    void losesNothing(String recording) {
        JsonNode records = Recorded.tree(recording).path("data").path("records");
        RowPage page = Recorded.decoded(recording);

        assertThat(page.size()).isEqualTo(records.size());
        for (int i = 0; i < records.size(); i++) {
            assertThat(Encoder.encode(page.rows().get(i))).isEqualTo(records.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan_alltypes_typed", "scan_artifacts_typed"})
    void losesNothingOfLinksAndArtifacts(String recording) throws IOException {
        JsonNode records = Recorded.tree(recording).path("data").path("records");
        ArtifactValues values = new ArtifactValues(link -> {
            throw new AssertionError("fetched");
        });
        RowPage page;
        try (InputStream answer = Recorded.open(recording)) {
            page = new PageDecoder("id", true, values).decode(answer);
        }

        for (int i = 0; i < records.size(); i++) {
            assertThat(Encoder.encode(page.rows().get(i))).isEqualTo(records.get(i));
        }
    }

    @Test
    void decodesEveryTypeToTheValueThatWasWritten() {
        Row row = Recorded.decoded("scan_alltypes_typed").rows().get(0);

        assertThat(row)
                .containsEntry("id", 0L)
                .containsEntry("i8", (byte) -1)
                .containsEntry("i16", (short) -2)
                .containsEntry("i32", -3)
                .containsEntry("i64", -4L)
                .containsEntry("f32", 1.5f)
                .containsEntry("f64", 3.14)
                .containsEntry("b", true)
                .containsEntry("s", "héllo 你")
                .containsEntry("none", null)
                .containsEntry("l", List.of(1L, 2L, 3L))
                .containsEntry("lmix", Arrays.asList(1L, "a", null, 2.5))
                .containsEntry("le", List.of())
                .containsEntry("t", List.of(1L, "x"))
                .containsEntry("te", List.of())
                .containsEntry("ll", List.of(List.of(1L), List.of(2L, 3L)))
                .containsEntry("lm", List.of(Map.of("a", 1L)))
                .containsEntry("m", Map.of("a", 1L, "b", 2L))
                .containsEntry("mi", Map.of(1L, "one", 2L, "two"))
                .containsEntry("mmix", Map.of("a", 1L, 2L, "b", "c", List.of(1L)))
                .containsEntry("me", Map.of())
                .containsEntry(
                        "link",
                        new StarwhaleObject(
                                "LINK", Map.of("uri", "s3://a/b", "display_text", "disp", "mime_type", "image/png")))
                .hasSize(23);
        assertThat((byte[]) row.get("by")).containsExactly(0, 0xff, 0xfe);
    }

    @Test
    void tellsTheStoredTypeOfEveryCell() {
        Row row = Recorded.decoded("scan_alltypes_typed").rows().get(0);

        assertThat(row.type("i8").kind()).isEqualTo(Kind.INT8);
        assertThat(row.type("none").kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(row.type("l")).hasToString("LIST[INT64]");
        assertThat(row.type("t")).hasToString("TUPLE[INT64, STRING]");
        assertThat(row.type("te")).hasToString("TUPLE");
        assertThat(row.type("lmix")).hasToString("LIST[INT64, STRING, UNKNOWN, FLOAT64]");
        assertThat(row.type("ll")).hasToString("LIST[LIST[INT64]]");
        assertThat(row.type("m")).hasToString("MAP[STRING: INT64]");
        assertThat(row.type("link")).hasToString("OBJECT[LINK]");
    }

    @Test
    void putsTheKeyColumnFirstAndTheRestByName() {
        Row row = Recorded.decoded("scan_results").rows().get(3);

        assertThat(row.entrySet())
                .containsExactly(
                        entry("id", "mnist_3"),
                        entry("_index", 3L),
                        entry("duration_seconds", 0.03),
                        entry("input/label", 3L),
                        entry("output", List.of(3L, List.of(0.1, 0.9))));
    }

    @Test
    void sharesNamesAndTypesBetweenRows() {
        List<Row> rows = Recorded.decoded("scan_results").rows();

        assertThat(rows).hasSize(10);
        assertThat(rows.get(9).type("output")).isSameAs(rows.get(0).type("output"));
    }
}
