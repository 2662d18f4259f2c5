// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/simulation.md} say what is in the code. */
class SimulationPageTest {
    private final List<String> page;

    SimulationPageTest() throws Exception {
        page = Files.readAllLines(Path.of("../../docs/simulation.md"));
    }

    @Test
    void namesAllPromises() {
        assertThat(page)
                .filteredOn(line -> line.startsWith("| `"))
                .containsExactlyElementsOf(Arrays.stream(Promise.values())
                        .map(promise -> "| `" + promise + "` | " + promise.text() + " |")
                        .toList());
    }

    @Test
    void namesAllMistakesAndWhatCatchesThem() {
        assertThat(page)
                .containsSubsequence(Arrays.stream(Mistake.values())
                        .map(mistake -> "| " + mistake.text() + " | `" + mistake.broken() + "` |")
                        .toList());
    }
}
