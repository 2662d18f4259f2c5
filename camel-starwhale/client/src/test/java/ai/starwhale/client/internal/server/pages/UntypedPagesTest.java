// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.internal.rows.RowPage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers without types, and when they are trusted. */
class UntypedPagesTest {
    private static final String NO_TYPES = "\"elementHints\":{\"typeHints\":[]}";

    private final PageDecoder decoder = new PageDecoder("id", true);

    @ParameterizedTest
    @ValueSource(strings = {"b", "f32", "f64", "i64", "i32", "i16", "i8", "s", "by", "l", "ll", "le", "te", "none"})
    void columnOfOneTypeIsReadAsInTheTypedForm(String column) throws IOException {
        RowPage typed = decoder.decode(recorded("scan_alltypes_typed", column));
        assertThat(decoder.knowsTypes()).isTrue();

        Optional<RowPage> untyped = decoder.decodeUntyped(recorded("scan_alltypes_untyped", column));

        assertThat(decoder.knowsTypes()).isTrue();
        assertThat(untyped).isPresent();
        ObjectNode expected = Encoder.encode(typed.rows().get(0));
        if (column.equals("none")) {
            // The recording without types was made without keepNone.
            expected.remove(column);
        }
        assertThat(Encoder.encode(untyped.get().rows().get(0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lm", "lmix", "link", "m", "t", "me", "mi", "mmix"})
    void columnOfSeveralTypesOrWithNamesInsideIsNot(String column) throws IOException {
        decoder.decode(recorded("scan_alltypes_typed", column));
        assertThat(decoder.knowsTypes()).isFalse();

        assertThat(decoder.decodeUntyped(recorded("scan_alltypes_untyped", column)))
                .isEmpty();
        assertThat(decoder.knowsTypes()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan_artifacts_untyped", "scan_alltypes_untyped"})
    void oneSuchColumnIsEnough(String recording) throws IOException {
        try (var answer = Recorded.open(recording)) {
            assertThat(decoder.decodeUntyped(answer)).isEmpty();
        }
    }

    @Test
    void hintsThatComeBehindTheRecordsAreTooLate() throws IOException {
        String hints = "\"columnHints\":{\"id\":{\"typeHints\":[\"STRING\"]}}";
        String records = "\"records\":[{\"id\":\"a\"}]";

        assertThat(untyped(hints + "," + records)).isPresent();
        assertThat(untyped(records + "," + hints)).isEmpty();
        assertThat(decoder.knowsTypes()).isFalse();
        assertThat(untyped(records)).isEmpty();
        assertThat(untyped("\"records\":[]")).isEmpty();

        decoder.decode(stream("{\"data\":{\"records\":[]," + hints + "}}"));
        assertThat(decoder.knowsTypes()).isFalse();
    }

    @Test
    void fieldsThatAreNotKnownAreNotTakenForHints() throws IOException {
        String hints = "\"columnHints\":{\"id\":{\"typeHints\":[\"STRING\"]}}";

        assertThat(untyped(hints + ",\"more\":{\"id\":5},\"records\":[{\"id\":\"a\"}]"))
                .isPresent();
    }

    @Test
    void columnThatHeldNothingBeforeIsReadWhenItHoldsValues() throws IOException {
        String id = "\"columnHints\":{\"id\":{\"typeHints\":[\"STRING\"]},\"n\":{\"typeHints\":";

        assertThat(untyped(id + "[]}},\"records\":[{\"id\":\"a\",\"n\":null}]")).isPresent();
        RowPage page = untyped(id + "[\"INT8\"]}},\"records\":[{\"id\":\"b\",\"n\":\"07\"}]")
                .orElseThrow();
        assertThat(page.rows().get(0)).containsEntry("n", (byte) 7);
    }

    @Test
    void nullsAndEmptyListsHaveTheirTypesOfTheTypedForm() throws IOException {
        String list = "{\"typeHints\":[\"LIST\"],\"elementHints\":{\"typeHints\":[\"TUPLE\"],"
                + "\"elementHints\":{\"typeHints\":[\"INT8\"]}}}";
        RowPage page = untyped("\"columnHints\":{\"l\":" + list + ",\"n\":{\"typeHints\":[]}},\"records\":["
                        + "{\"l\":[[\"01\",\"ff\"],[\"02\"]]},{\"l\":[[\"01\",null],[],null]},{\"l\":[]},"
                        + "{\"l\":[null,null],\"n\":null},{\"l\":null}]")
                .orElseThrow();

        List<String> types = new ArrayList<>();
        page.rows().forEach(row -> types.add(row.type("l").toString()));
        assertThat(types)
                .containsExactly(
                        "LIST[TUPLE[INT8]]",
                        "LIST[TUPLE[INT8, UNKNOWN], TUPLE, UNKNOWN]",
                        "LIST",
                        "LIST[UNKNOWN]",
                        "UNKNOWN");
        assertThat(page.rows().get(3).type("n")).hasToString("UNKNOWN");
        assertThat(page.rows().get(3)).containsEntry("n", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"typeHints\":[\"INT8\"] | \"0000\"",
                "\"typeHints\":[\"INT8\"] | [\"00\"]",
                "\"typeHints\":[\"INT8\"] | {\"type\":\"INT8\",\"value\":\"00\"}",
                "\"typeHints\":[\"INT8\"] | 5",
                "\"typeHints\":[\"LIST\"]," + NO_TYPES + " | [\"00\"]",
                "\"typeHints\":[\"LIST\"] | [\"00\"]",
                "\"typeHints\":[\"LIST\"] | \"00\"",
                "\"typeHints\":[] | \"00\"",
                "\"typeHints\":[] | []",
                "\"typeHints\":[\"INT8\",\"STRING\"] | \"00\"",
                "\"typeHints\":[\"INT8\"]," + NO_TYPES + ",\"attributesHints\":{} | \"00\"",
                "\"typeHints\":[\"INT8\"],\"elementHints\":{\"typeHints\":[\"INT8\"]} | \"00\"",
                "\"typeHints\":[],\"elementHints\":{\"typeHints\":[\"INT8\"]} | null",
                "\"typeHints\":[\"UNKNOWN\"] | null",
                "\"typeHints\":[\"DECIMAL\"] | \"00\"",
                "\"typeHints\":[5] | \"00\"",
                "\"typeHints\":\"INT8\" | \"00\"",
                "\"columnValueHints\":[] | \"00\""
            })
    void whatDoesNotFitIsAskedForAgain(String hints, String cell) throws IOException {
        assertThat(untyped("\"columnHints\":{\"c\":{" + hints + "}},\"records\":[{\"c\":" + cell + "}]"))
                .isEmpty();
        assertThat(decoder.knowsTypes()).isFalse();
    }

    @Test
    void answerThatIsCutOffIsAnErrorAndNotAskedForWithTypes() throws IOException {
        String whole =
                "{\"data\":{\"columnHints\":{\"id\":{\"typeHints\":[\"INT8\"]},\"s\":{\"typeHints\":[\"STRING\"]}},"
                        + "\"records\":[{\"id\":\"01\",\"s\":\"a\"},{\"id\":\"02\",\"s\":\"b\"}],\"lastKey\":\"02\"}}";
        assertThat(decoder.decodeUntyped(stream(whole))).isPresent();
        for (int length = 1; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> decoder.decodeUntyped(stream(cut))).as(cut).isInstanceOf(IOException.class);
        }
        assertThat(decoder.decodeUntyped(stream(whole))).isPresent();
    }

    @Test
    void columnWithoutHintsIsAskedForAgain() throws IOException {
        assertThat(untyped("\"columnHints\":{},\"records\":[{\"c\":\"00\"}]")).isEmpty();
        assertThat(untyped("\"columnHints\":{\"c\":5},\"records\":[{\"c\":\"00\"}]"))
                .isEmpty();
    }

    private Optional<RowPage> untyped(String data) throws IOException {
        return decoder.decodeUntyped(stream("{\"code\":\"success\",\"data\":{" + data + "}}"));
    }

    /** A recorded answer as if only this column, and the key, had been asked for. */
    private static ByteArrayInputStream recorded(String name, String column) {
        JsonNode answer = Recorded.tree(name);
        List<String> columns = List.of("id", column);
        ((ObjectNode) answer.path("data").path("columnHints")).retain(columns);
        answer.path("data").path("records").forEach(record -> ((ObjectNode) record).retain(columns));
        return stream(answer.toString());
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
