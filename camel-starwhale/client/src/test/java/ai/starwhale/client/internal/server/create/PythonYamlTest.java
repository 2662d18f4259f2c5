// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text is that of PyYAML 6.0.3's {@code yaml.dump}, whatever is in the document. */
class PythonYamlTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void writesWhatPythonWrote() throws IOException {
        int documents = 0;
        for (String line : lines("/sdk/yaml-dump.jsonl")) {
            JsonNode recorded = JSON.readTree(line);
            JsonNode document = recorded.path("document");
            assertThat(PythonYaml.dump(document))
                    .as(document.toString())
                    .isEqualTo(recorded.path("yaml").asText());
            documents++;
        }
        assertThat(documents).isGreaterThan(400);
    }

    @Test
    void writesNumbersAsPythonDoes() {
        Map.of(
                        1073741820.0,
                        "1073741820.0",
                        1e15,
                        "1000000000000000.0",
                        1e16,
                        "1.0e+16",
                        1.5e16,
                        "1.5e+16",
                        1e-4,
                        "0.0001",
                        1e-5,
                        "1.0e-05",
                        Double.MIN_VALUE,
                        "5.0e-324",
                        2e-3,
                        "0.002",
                        -0.0,
                        "-0.0",
                        Double.parseDouble("9.286971214437251E16"),
                        "9.286971214437251e+16")
                .forEach((number, text) -> assertThat(PythonYaml.dump(
                                JsonNodeFactory.instance.arrayNode().add(number)))
                        .isEqualTo("- " + text + "\n"));
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = PythonYamlTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
