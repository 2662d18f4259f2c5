// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType.Kind;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A kind is found by its name, and by no other text. */
class KindsTest {
    private static final List<String> CHARACTERS =
            List.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_abcdefghijklmnopqrstuvwxyz".split(""));
    private static final Map<String, Kind> KINDS =
            Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::name, Function.identity()));

    @Test
    void ofAllTextsThatLookLikeAName() throws IOException {
        Set<String> texts = new LinkedHashSet<>(KINDS.keySet());
        texts.add("");
        for (String name : KINDS.keySet()) {
            for (int i = 0; i < name.length(); i++) {
                texts.add(name.substring(0, i));
                for (String other : CHARACTERS) {
                    texts.add(name.substring(0, i) + other + name.substring(i + 1));
                }
            }
            for (String one : CHARACTERS) {
                texts.add(name + one);
                for (String two : CHARACTERS) {
                    texts.add(name + one + two);
                }
            }
        }
        String array = texts.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        int read = 0;
        try (JsonParser parser = new JsonFactory().createParser(array.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                assertThat(Kinds.find(parser)).as(parser.getText()).isEqualTo(KINDS.get(parser.getText()));
                read++;
            }
        }
        assertThat(read).isEqualTo(texts.size()).isGreaterThan(50_000);
    }

    @Test
    void aNameThatIsNotKnownIsAnError() throws IOException {
        try (JsonParser parser = new JsonFactory().createParser("[\"INT65\"]")) {
            parser.nextToken();
            parser.nextToken();

            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> Kinds.read(parser))
                    .withMessage("a value has the type 'INT65', which is not known");
        }
    }
}
