// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleObject;
import ai.starwhale.client.internal.rows.ObjectValues;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values by their schema, where the recorded tables do not have them. */
class CellsTest {
    private final CellReader cells = new CellReader(ObjectValues.AS_DATA);

    private Object read(String schema, String data) {
        Cursor cursor = new Cursor();
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        cursor.on(bytes, 0, bytes.length);
        try {
            cells.read(cursor, CellSchema.of(new ObjectMapper().readTree(schema)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        cursor.expectEnd();
        return cells.value;
    }

    private Object scalar(String type, String text) {
        return read("{\"type\":\"" + type + "\"}", "\"" + text + "\"");
    }

    @Test
    void fewerDigitsAreTheLowerOnes() {
        assertThat(scalar("INT64", "a")).isEqualTo(10L);
        assertThat(scalar("INT64", "FFFFFFFFFFFFFFFF")).isEqualTo(-1L);
        assertThat(scalar("INT32", "ffffffff")).isEqualTo(-1);
        assertThat(scalar("INT16", "8000")).isEqualTo(Short.MIN_VALUE);
        assertThat(scalar("INT8", "80")).isEqualTo(Byte.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "INT64,''",
        "INT64,g",
        "INT64,-1",
        "INT64,00000000000000000",
        "INT64,000000000000000000",
        "INT8,0100",
        "BYTES,QUJD\\u0041",
        "INT8,100",
        "BOOL,2",
        "BOOL,",
        "BYTES,a",
        "BYTES,§§§§",
        "FLOAT64,nan",
        "BOOL,11"
    })
    void whatIsNoSuchValueIsRefused(String type, String text) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> scalar(type, text == null ? "" : text))
                .withMessageContaining(type);
    }

    @Test
    void textsWithEscapes() {
        assertThat(scalar("STRING", "\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\u00e9\ud83d\ude00"))
                .isEqualTo("\"\\/\b\f\n\r\t\u00e9\ud83d\ude00\u00e9\ud83d\ude00");
        assertThat(scalar("STRING", "a\\n b")).isEqualTo("a\n b");
        assertThat(scalar("STRING", "\ufffd\u2028\u0085")).isEqualTo("\ufffd\u2028\u0085");
    }

    @Test
    void bytesAreInBase64() {
        assertThat(scalar("BYTES", "AP8K")).isEqualTo(new byte[] {0, -1, 10});
        assertThat(scalar("BYTES", "")).isEqualTo(new byte[0]);
    }

    @Test
    void whatHasNoTypeHoldsNothing() {
        assertThat(read("{\"type\":\"UNKNOWN\"}", "[\"1\", {}]")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x", "\\u12", "\\u12g4", "a\nb", "a\\\nb", "\\", "\\n\u0001", "\\n\u0000"})
    void textsThatAreNoJson(String text) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> scalar("STRING", text));
    }

    @Test
    void nothingIsNothingWhateverTheType() {
        for (String type : List.of("INT64", "STRING", "BYTES", "UNKNOWN")) {
            assertThat(read("{\"type\":\"" + type + "\"}", "null")).isNull();
            assertThat(cells.type).hasToString(type);
        }
        assertThat(read("{\"type\":\"LIST\",\"elementType\":{\"type\":\"INT64\"}}", "null"))
                .isNull();
        assertThat(read("{\"type\":\"OBJECT\",\"pythonType\":\"LINK\"}", "null"))
                .isNull();
        assertThat(scalar("STRING", "something")).isNotNull();
        assertThat(read(
                        "{\"type\":\"MAP\",\"keyType\":{\"type\":\"INT64\"},\"valueType\":{\"type\":\"STRING\"}}",
                        "null"))
                .isNull();
        assertThat(cells.type).hasToString("MAP");
    }

    @Test
    void mapsOfOldFiles() {
        Object map = read(
                "{\"type\":\"MAP\",\"keyType\":{\"type\":\"INT64\"},\"valueType\":{\"type\":\"STRING\"}}",
                "{\"0000000000000002\":\"b\", \"1\" : \"a\"}");

        assertThat(map)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsExactly(entry(2L, "b"), entry(1L, "a"));
        assertThat(cells.type).hasToString("MAP[INT64: STRING]");
    }

    @Test
    void bytesAsKeysOfAMap() {
        Object map = read(
                "{\"type\":\"MAP\",\"keyType\":{\"type\":\"BYTES\"},\"valueType\":{\"type\":\"INT8\"}}",
                "[[\"AP8K\", \"1\"]]");

        assertThat(map).isEqualTo(Map.of(ByteBuffer.wrap(new byte[] {0, -1, 10}), (byte) 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"elementType\":null"})
    void aListOfWhichIsNotSaidWhatIsInIt(String rest) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read("{\"type\":\"LIST\"" + rest + "}", "[]"))
                .withMessage("the schema of a LIST has no elementType");
    }

    @Test
    void schemasInSnakeCase() {
        Object list = read(
                "{\"type\":\"TUPLE\",\"element_type\":{\"type\":\"INT64\"},\"attributes\":[{\"type\":\"MAP\",\"index\":1,"
                        + "\"key_type\":{\"type\":\"STRING\"},\"value_type\":{\"type\":\"INT8\"},"
                        + "\"sparse_key_value_pair_schema\":{\"1\":{\"key_type\":{\"type\":\"INT8\"},\"value_type\":"
                        + "{\"type\":\"OBJECT\",\"python_type\":\"a.B\",\"attributes\":[]}}}}]}",
                "[\"1\",[[\"k\",\"01\"],[\"02\",{}]]]");

        assertThat(list)
                .isEqualTo(Arrays.asList(1L, Map.of("k", (byte) 1, (byte) 2, new StarwhaleObject("a.B", Map.of()))));
        assertThat(cells.type).hasToString("TUPLE[INT64, MAP[STRING, INT8: INT8, OBJECT[a.B]]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"LIST\"}",
                "{\"type\":\"MAP\",\"keyType\":{\"type\":\"INT64\"}}",
                "{\"type\":\"OBJECT\"}",
                "{}",
                "{\"type\":\"DECIMAL\"}"
            })
    void schemasThatDoNotSayEnough(String schema) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(schema, "[]"));
    }

    @Test
    void attributesOfAnObject() {
        Object object = read(
                "{\"type\":\"OBJECT\",\"pythonType\":\"a.B\",\"attributes\":[{\"name\":\"x\",\"type\":\"INT8\"},"
                        + "{\"name\":\"y\",\"type\":\"STRING\"}]}",
                "{\"x\": \"7\", \"y\": \"b\"}");

        assertThat(object).isEqualTo(new StarwhaleObject("a.B", Map.of("x", (byte) 7, "y", "b")));
        assertThat(cells.type).hasToString("OBJECT[a.B]");
    }

    @Test
    void anAttributeWithoutAType() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read("{\"type\":\"OBJECT\",\"pythonType\":\"LINK\"}", "{\"uri\":\"x\"}"))
                .withMessageContaining("'uri'");
    }
}
