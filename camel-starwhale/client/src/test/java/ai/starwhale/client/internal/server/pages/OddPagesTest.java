// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.rows.RowPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are JSON and not what a Server writes are refused, and what a later Server may add is passed over. */
class OddPagesTest {
    private static RowPage decode(String answer) throws IOException {
        return new PageDecoder("id", true).decode(stream(answer));
    }

    private static ByteArrayInputStream stream(String answer) {
        return new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static RowPage cell(String cell) throws IOException {
        return decode("{\"data\":{\"records\":[{\"c\":" + cell + "}]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"data\":[{\"records\":[]}]}",
                "{\"data\":[{\"data\":{\"records\":[]}}]}",
                "{\"other\":{\"records\":[]}}",
                "{\"data\":{}}",
                "{\"data\":{\"records\":{}}}",
                "{\"data\":{\"other\":[]}}"
            })
    void answerWithoutRecords(String answer) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(answer))
                .withMessage("an answer to a scan that holds no records");
    }

    @Test
    void recordThatIsNoObject() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("{\"data\":{\"records\":[[]]}}"))
                .withMessage("a record that is no object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5 | a value with VALUE_NUMBER_INT where START_OBJECT belongs",
                "{} | a value without type",
                "{\"value\":\"1\"} | a value without type",
                "{\"type\":\"INT8\"} | a value without value",
                "{\"type\":\"INT8\",\"value\":1} | a value with VALUE_NUMBER_INT where VALUE_STRING belongs",
                "{\"type\":\"LIST\",\"value\":{}} | a value with START_OBJECT where START_ARRAY belongs",
                "{\"type\":\"LIST\",\"value\":[1]} | a value with VALUE_NUMBER_INT where START_OBJECT belongs",
                "{\"type\":\"MAP\",\"value\":{}} | a value with START_OBJECT where START_ARRAY belongs",
                "{\"type\":\"MAP\",\"value\":[[]]} | a value with START_ARRAY where START_OBJECT belongs",
                "{\"type\":\"MAP\",\"value\":[{\"key\":{\"type\":\"INT8\",\"value\":\"1\"}}]} | a pair of a MAP without key or value",
                "{\"type\":\"MAP\",\"value\":[{\"value\":{\"type\":\"INT8\",\"value\":\"1\"}}]} | a pair of a MAP without key or value",
                "{\"type\":\"OBJECT\",\"pythonType\":\"a\",\"value\":[]} | a value with START_ARRAY where START_OBJECT belongs",
                "{\"type\":\"OBJECT\",\"pythonType\":{},\"value\":{}} | a value with START_OBJECT where VALUE_STRING belongs",
                "{\"more\":1,\"type\":\"LIST\",\"value\":{}} | a value with START_OBJECT where START_ARRAY belongs",
                "{\"value\":{},\"type\":\"INT8\"} | a value of type INT8 with attributes",
                "{\"value\":\"a-b\",\"type\":\"BYTES\"} | a cell of type BYTES cannot hold what is not base64",
                "{\"type\":\"BYTES\",\"value\":\"a-b\"} | a cell of type BYTES cannot hold what is not base64"
            })
    void cellThatIsNone(String cell, String trouble) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> cell(cell))
                .withMessage(trouble);
    }

    @Test
    void keyThatStandsTwiceInAMap() {
        String pair = "{\"key\":{\"type\":\"INT8\",\"value\":\"1\"},\"value\":{\"type\":\"INT8\",\"value\":\"2\"}}";

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> cell("{\"type\":\"MAP\",\"value\":[" + pair + "," + pair + "]}"))
                .withMessage("a MAP with a key that stands in it twice");
    }

    @Test
    void fieldsThatAreNotKnownArePassedOver() throws IOException {
        String answer = "{\"more\":{\"records\":[1]},\"data\":{\"more\":[{}],\"records\":[{\"c\":{\"type\":\"INT8\","
                + "\"value\":\"07\",\"more\":{\"value\":1}},\"d\":{\"more\":[],\"type\":\"INT8\",\"value\":\"08\"}}]}}";

        assertThat(decode(answer).rows().get(0)).containsEntry("c", (byte) 7).containsEntry("d", (byte) 8);
    }

    @Test
    void fieldsOfAPairThatAreNotKnownArePassedOver() throws IOException {
        String one = "{\"type\":\"INT8\",\"value\":\"01\"}";
        String two = "{\"type\":\"INT8\",\"value\":\"02\"}";

        RowPage page =
                cell("{\"type\":\"MAP\",\"value\":[{\"key\":" + one + ",\"value\":" + two + ",\"more\":" + one + "}]}");

        assertThat(page.rows().get(0)).containsEntry("c", Map.of((byte) 1, (byte) 2));
    }

    @Test
    void cellWithoutValueTakesNothingOfWhatComesBehindIt() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("{\"data\":{\"records\":[{\"c\":{\"type\":\"INT8\"},\"value\":\"07\"}]}}"))
                .withMessage("a value without value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{\"id\":5}", "{\"id\":5,\"more\":{}}"})
    void hintsThatAreNoneLoseNoRows(String hints) throws IOException {
        String id = "{\"type\":\"INT8\",\"value\":\"07\"}";
        PageDecoder decoder = new PageDecoder("id", true);

        RowPage page =
                decoder.decode(stream("{\"data\":{\"columnHints\":" + hints + ",\"records\":[{\"id\":" + id + "}]}}"));

        assertThat(page.keys()).containsExactly((byte) 7);
        assertThat(decoder.knowsTypes()).isFalse();
    }

    @Test
    void keysAreGivenWhereverTheyArrive() throws IOException {
        String key = "\"id\":{\"type\":\"STRING\",\"value\":\"k\"}";
        String other = "\"c\":{\"type\":\"STRING\",\"value\":\"v\"}";

        RowPage page = decode(
                "{\"data\":{\"records\":[{" + key + "," + other + "},{" + other + "," + key + "},{" + other + "}]}}");

        assertThat(page.keys()).containsExactly("k", "k", null);
    }
}
