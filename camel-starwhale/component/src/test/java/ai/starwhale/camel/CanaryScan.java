// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every secret of the tests says "canary": looks for them in what all tests wrote. Runs after them. */
class CanaryScan {
    private static final Path LOG = Path.of("target", "test.log");
    private static final Path CHILD_LOG = Path.of("target", "test-child.log");
    private static final Path REPORTS = Path.of("target", "surefire-reports");

    @Test
    void theTestsWroteALog() throws IOException {
        try (Stream<String> lines = Files.lines(LOG)) {
            List<String> told = lines.filter(line -> line.contains("DEBUG")).toList();
            assertThat(told).hasSizeGreaterThan(1000);
            assertThat(told).anyMatch(line -> line.contains(" ai.starwhale.") && line.contains("/api/v1/project/"));
            assertThat(told).anyMatch(line -> line.contains(" org.apache.camel.") && line.contains("xxxxxx"));
        }
        assertThat(CHILD_LOG).isNotEmptyFile();
    }

    @Test
    void noSecretIsInALog() throws IOException {
        assertThat(findings(LOG)).isEmpty();
        assertThat(findings(CHILD_LOG)).isEmpty();
    }

    @Test
    void noSecretIsInAReport() throws IOException {
        List<Path> reports;
        try (Stream<Path> files = Files.walk(REPORTS)) {
            // Its own report is of the run before.
            reports = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(CanaryScan.class.getSimpleName()))
                    .toList();
        }
        assertThat(reports).hasSizeGreaterThan(20);
        List<String> findings = new ArrayList<>();
        for (Path report : reports) {
            findings.addAll(findings(report));
        }
        assertThat(findings).isEmpty();
    }

    /** Where it stands, but not what. */
    private static List<String> findings(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).contains("canary"))
                .mapToObj(line -> file + ", line " + (line + 1))
                .limit(5)
                .toList();
    }
}
