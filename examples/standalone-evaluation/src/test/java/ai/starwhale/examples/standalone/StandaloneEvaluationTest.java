// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The whole way, with the real swcli where it is installed. */
class StandaloneEvaluationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Path.of(System.getProperty("user.home"));

    @Test
    void evaluatesTheModelAndReadsWhatCameOut() throws Exception {
        assumeSwcli();
        String printed;
        try (Printed out = new Printed()) {
            int code = StandaloneEvaluation.run(System.getenv(), HOME);
            printed = out.text();
            assertThat(code).as(printed).isZero();
        }

        assertThat(printed)
                .contains("summary: accuracy 0.8 of 5 rows\n")
                .contains("    good     for good     what a great day\n");
        Matcher job = Pattern.compile("job ([a-z2-7]{40}): SUCCESS\n").matcher(printed);
        assertThat(job.find()).isTrue();
        checkRows(Path.of(System.getenv("SW_CLI_CONFIG")).resolveSibling("results-" + job.group(1) + ".jsonl"));
    }

    private static void assumeSwcli() {
        try {
            InstalledSwcli.find(System.getenv(), HOME);
        } catch (IllegalArgumentException missing) {
            abort(missing.getMessage());
        }
    }

    /** Each sentence is there, with the label that it has in the file. */
    private static void checkRows(Path file) throws IOException {
        Map<String, String> expected = labels(Path.of("sentences.jsonl"), "text", "label");

        assertThat(labels(file, "input/text", "input/label")).hasSize(5).isEqualTo(expected);
        assertThat(labels(file, "input/text", "output/mood"))
                .containsEntry("what a great day", "good")
                .containsEntry("the pump is broken again", "bad");
    }

    private static Map<String, String> labels(Path file, String text, String label) throws IOException {
        Map<String, String> labels = new HashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines) {
            JsonNode row = JSON.readTree(line);
            labels.put(row.path(text).asText(), row.path(label).asText());
        }
        assertThat(labels).hasSameSizeAs(lines);
        return labels;
    }

    @Test
    void theInstanceOfTheUserIsNotTouched() throws IOException {
        Path program = Files.createTempFile("swcli", "");
        try {
            assertThat(program.toFile().setExecutable(true)).isTrue();

            assertThatThrownBy(() -> StandaloneEvaluation.run(Map.of("SWCLI", program.toString()), HOME))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("SW_CLI_CONFIG", "SW_LOCAL_STORAGE");
        } finally {
            Files.delete(program);
        }
    }
}
