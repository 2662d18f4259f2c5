// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/simulation.md} say what is in the code. */
class SimulationPageTest {
    private final List<String> page;

    SimulationPageTest() throws Exception {
        page = Files.readAllLines(Path.of("../../docs/simulation.md"));
    }

    @Test
    void namesAllPromises() {
        Stream<String> ofClients = Arrays.stream(Promise.values()).map(promise -> row(promise.name(), promise.text()));
        Stream<String> ofTheComponent =
                Arrays.stream(ComponentPromise.values()).map(promise -> row(promise.name(), promise.text()));

        assertThat(page)
                .filteredOn(line -> line.startsWith("| `"))
                .containsExactlyElementsOf(
                        Stream.concat(ofClients, ofTheComponent).toList());
    }

    private static String row(String name, String text) {
        return "| `" + name + "` | " + text + " |";
    }

    @Test
    void namesAllMistakesAndWhatCatchesThem() {
        Stream<String> ofClients = Arrays.stream(Mistake.values())
                .map(mistake -> "| " + mistake.text() + " | `" + mistake.broken() + "` |");
        Stream<String> ofTheComponent = Arrays.stream(ComponentMistake.values())
                .map(mistake -> "| " + mistake.text() + " | `" + mistake.broken() + "` |");

        assertThat(page)
                .containsSubsequence(Stream.concat(ofClients, ofTheComponent).toList());
    }
}
