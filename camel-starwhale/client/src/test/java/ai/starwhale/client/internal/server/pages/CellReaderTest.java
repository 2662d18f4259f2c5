// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.StarwhaleObject;
import ai.starwhale.client.internal.rows.RowPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single cells: the edges of every type, and what no Server writes. */
class CellReaderTest {

    @ParameterizedTest
    @CsvSource({
        "FLOAT64, fff0000000000000, -Infinity",
        "FLOAT64, 7ff8000000000000, NaN",
        "FLOAT64, 8000000000000000, -0.0",
        "FLOAT64, 0000000000000001, 4.9E-324",
        "FLOAT32, 00000001, 1.4E-45",
        "FLOAT32, 7f800000, Infinity",
        "FLOAT16, 3c00, 1.0",
        "FLOAT16, c000, -2.0",
        "FLOAT16, 7bff, 65504.0",
        "FLOAT16, 0001, 5.9604645E-8",
        "FLOAT16, 8000, -0.0",
        "FLOAT16, fc00, -Infinity",
        "FLOAT16, 7e00, NaN",
        "INT64, 8000000000000000, -9223372036854775808",
        "INT64, 0123456789abcdef, 81985529216486895",
        "INT64, FEDCBA9876543210, -81985529216486896",
        "INT64, a, 10",
        "INT64, 123456789abcdef, 81985529216486895",
        "INT32, 80000000, -2147483648",
        "INT16, FFFF, -1",
        "INT8, 7f, 127",
        "BOOL, 0, false"
    })
    void readsTheEdgesOfEveryScalar(String type, String encoded, String expected) throws IOException {
        assertThat(cell("{\"type\":\"" + type + "\",\"value\":\"" + encoded + "\"}"))
                .hasToString(expected);
    }

    @Test
    void readsAValueThatComesBeforeItsType() throws IOException {
        assertThat(cell("{\"value\":[{\"value\":\"x\",\"type\":\"STRING\"}],\"type\":\"TUPLE\"}"))
                .hasToString("[x]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"OBJECT\",\"pythonType\":\"a.B\",\"value\":V}",
                "{\"type\":\"OBJECT\",\"value\":V,\"pythonType\":\"a.B\"}",
                "{\"value\":V,\"type\":\"OBJECT\",\"pythonType\":\"a.B\"}",
                "{\"value\":V,\"pythonType\":\"a.B\",\"type\":\"OBJECT\"}",
                "{\"pythonType\":\"a.B\",\"type\":\"OBJECT\",\"value\":V}",
                "{\"pythonType\":\"a.B\",\"value\":V,\"type\":\"OBJECT\"}"
            })
    void readsAnObjectInAnyOrderOfItsFields(String object) throws IOException {
        String attributes = "{\"n\":{\"type\":\"INT8\",\"value\":\"07\"}}";

        assertThat(cell(object.replace("V", attributes))).isEqualTo(new StarwhaleObject("a.B", Map.of("n", (byte) 7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"type\":\"OBJECT\",\"value\":{}}", "{\"type\":\"OBJECT\",\"pythonType\":null,\"value\":{}}"})
    void readsAnObjectWhoseClassIsNotTold(String object) throws IOException {
        assertThat(cell(object)).isEqualTo(new StarwhaleObject("", Map.of()));
    }

    @Test
    void findsBytesThatAreKeysOfAMap() throws IOException {
        Object map = cell("{\"type\":\"MAP\",\"value\":[{\"key\":{\"type\":\"BYTES\",\"value\":\"AP/+\"},"
                + "\"value\":{\"type\":\"BOOL\",\"value\":\"1\"}}]}");

        ByteBuffer key = ByteBuffer.wrap(new byte[] {0, (byte) 0xff, (byte) 0xfe});
        assertThat(((Map<?, ?>) map).get(key)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"INT8\",\"value\":\"1ff\"}",
                "{\"type\":\"INT64\",\"value\":\"zz\"}",
                "{\"type\":\"INT64\",\"value\":\"\"}",
                "{\"type\":\"INT64\",\"value\":\"0g\"}",
                "{\"type\":\"INT64\",\"value\":\"1\u0131\"}",
                "{\"type\":\"INT64\",\"value\":\"-1\"}",
                "{\"type\":\"BOOL\",\"value\":\"\"}",
                "{\"type\":\"BOOL\",\"value\":\"2\"}",
                "{\"type\":\"BOOL\",\"value\":\"10\"}",
                "{\"type\":\"INT64\",\"value\":5}",
                "{\"type\":\"BOOL\",\"value\":\"true\"}",
                "{\"type\":\"DECIMAL\",\"value\":\"1\"}",
                "{\"type\":\"UNKNOWN\",\"value\":\"x\"}",
                "{\"type\":\"LIST\",\"value\":\"x\"}",
                "{\"type\":\"LIST\",\"value\":[5]}",
                "{\"type\":\"INT64\"}",
                "{\"value\":\"x\"}",
                "{\"type\":\"LIST\",\"value\":{}}",
                "{\"value\":{},\"type\":\"MAP\"}",
                "\"x\""
            })
    void refusesWhatNoServerWrites(String cell) {
        assertThatThrownBy(() -> cell(cell)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "[{}]", "{\"value\":\"x\"}"})
    void passesOverWhatALaterServerMayAddToAPair(String more) throws IOException {
        assertThat(cell("{\"type\":\"MAP\",\"value\":[{\"key\":{\"type\":\"INT8\",\"value\":\"07\"},\"more\":" + more
                        + ",\"value\":{\"type\":\"STRING\",\"value\":\"seven\"}}]}"))
                .isEqualTo(Map.of((byte) 7, "seven"));
    }

    /** In a number as long as its type, in each place. */
    @ParameterizedTest
    @ValueSource(strings = {"g", "-", "\u0131", "\uff11", "\uffff"})
    void refusesADigitThatIsNone(String digit) {
        Map.of("INT64", "0123456789abcdef", "INT32", "fedcba98", "FLOAT16", "3c00", "INT8", "7f")
                .forEach((type, right) -> {
                    for (int place = 0; place < right.length(); place++) {
                        String text = right.substring(0, place) + digit + right.substring(place + 1);
                        assertThatThrownBy(() -> cell("{\"type\":\"" + type + "\",\"value\":\"" + text + "\"}"))
                                .isInstanceOf(ProtocolException.class)
                                .hasMessageContaining("a cell of type " + type + " cannot hold '" + text + "'");
                    }
                });
    }

    @Test
    void saysOfALongTextHowItBegins() {
        String forty = "x".repeat(40);

        assertThatThrownBy(() -> cell("{\"type\":\"INT8\",\"value\":\"" + forty + "\"}"))
                .hasMessage("a cell of type INT8 cannot hold '" + forty + "'");
        assertThatThrownBy(() -> cell("{\"type\":\"INT8\",\"value\":\"" + forty + "y\"}"))
                .hasMessage("a cell of type INT8 cannot hold '" + forty + "...'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"data\":{}}", "{\"data\":[]}", "null"})
    void refusesAnAnswerWithoutRecords(String answer) {
        assertThatThrownBy(() -> decode(answer)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void takesAnAnswerThatIsCutOffForAnError() {
        String whole = "{\"data\":{\"records\":[{\"id\":{\"type\":\"INT64\",\"value\":\"01\"}}],\"lastKey\":\"01\"}}";
        for (int length = 1; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> decode(cut)).as(cut).isInstanceOf(IOException.class);
        }
    }

    @Test
    void forgetsShapesOfATableWhoseRowsAllDiffer() throws IOException {
        PageDecoder decoder = new PageDecoder("id", true);
        for (int i = 0; i < 10_100; i++) {
            String column = "c" + i;
            RowPage page =
                    decoder.decode(stream("{\"data\":{\"records\":[{\"id\":{\"type\":\"INT64\",\"value\":\"01\"},\""
                            + column + "\":{\"type\":\"BOOL\",\"value\":\"1\"}}]}}"));
            Row row = page.rows().get(0);
            assertThat(row.keySet()).containsExactly("id", column);
        }
    }

    private static Object cell(String cell) throws IOException {
        return decode("{\"data\":{\"records\":[{\"c\":" + cell + "}]}}")
                .rows()
                .get(0)
                .get("c");
    }

    private static RowPage decode(String answer) throws IOException {
        return new PageDecoder("id", true).decode(stream(answer));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
