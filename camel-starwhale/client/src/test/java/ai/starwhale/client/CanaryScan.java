// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Looks through what the other tests left behind: every token and password that they use contains this text. Runs after
 * them, see the execution {@code canaries} of the build.
 */
class CanaryScan {
    private static final String SECRET = "canary-";

    @Test
    void noTestLoggedASecret() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("target", "test.log"));

        assertThat(lines).hasSizeGreaterThan(1000);
        assertThat(lines).anyMatch(line -> line.contains("/api/v1/login -> 401"));
        assertThat(lines).anyMatch(line -> line.contains("/api/v1/datastore/scanTable -> 200"));
        assertThat(lines).noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void noReportHoldsASecret() throws IOException {
        List<Path> reports;
        try (Stream<Path> files = Files.list(Path.of("target", "surefire-reports"))) {
            reports = files.filter(file -> !file.toString().contains("CanaryScan"))
                    .filter(Files::isRegularFile)
                    .toList();
        }

        assertThat(reports).hasSizeGreaterThan(20);
        for (Path report : reports) {
            assertThat(Files.readString(report)).as(report.toString()).doesNotContain(SECRET);
        }
    }
}
