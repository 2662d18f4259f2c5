// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key to go on from, found at the end of an answer. */
class PageBytesTest {
    private final PageBytes bytes = new PageBytes();

    @Test
    void keyIsTheLastThingInAnAnswer() throws IOException {
        assertThat(lastKey("{\"data\":{\"records\":[],\"lastKey\":\"000a\"}}")).isEqualTo("000a");
        assertThat(lastKey("{\"data\":{\"records\":[],\"lastKey\":\"\"}}")).isEmpty();
        assertThat(lastKey("{\"data\":{\"records\":[],\"lastKey\":\"é你😀\"}}")).isEqualTo("é你😀");
    }

    @Test
    void answerIsReadInPlaceOfTheOneBefore() throws IOException {
        lastKey("{\"data\":{\"records\":[\"a longer one\"],\"lastKey\":\"first\"}}");

        assertThat(lastKey("{\"data\":{\"lastKey\":\"second\"}}")).isEqualTo("second");
        assertThat(bytes.stream()).hasContent("{\"data\":{\"lastKey\":\"second\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "}}",
                "\"}}",
                "{\"data\":{\"records\":[]}}",
                "{\"data\":{\"lastKey\":\"a\"},\"code\":\"x\"}",
                "{\"data\":{\"lastKey\":7}}",
                "{\"data\":{\"otherKey\":\"a\"}}",
                // It is the last thing in the data, and there are no blanks.
                "{\"lastKey\":\"a\" }",
                "{\"lastKey\":\"a\"}\n",
                // Broken off inside of a key.
                "{\"data\":{\"lastKey\":\"a}}",
                // What looks like the key is inside of a text.
                "{\"data\":{\"other\":\"\\\"lastKey\\\":\\\"a\"}}",
                "{\"data\":{\"lastKey\":\"a\\\"b\"}}",
                "{\"data\":{\"lastKey\":\"a\\\\\"}}",
                "{\"data\":{\"lastKey\":\"\\u0061\"}}"
            })
    void anythingElseIsNoKey(String answer) throws IOException {
        assertThat(lastKey(answer)).isNull();
    }

    @Test
    void longAnswerIsNotHeld() throws IOException {
        assertThat(bytes.read(answer("x".repeat(4_000_000)))).isTrue();
        assertThat(bytes.size()).isEqualTo(4_000_000);
        assertThat(bytes.read(answer("x".repeat(5_000_000)))).isFalse();
    }

    private String lastKey(String answer) throws IOException {
        assertThat(bytes.read(answer(answer))).isTrue();
        return bytes.lastKey();
    }

    private static ByteArrayInputStream answer(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
