// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the Python SDK 0.6.15 made of several hundred names with three configurations of swcli, beside what we make of
 * them: which instance, which project, which job. Each name that means something else here is listed with its reason in
 * {@code uri-differences.tsv}.
 *
 * <p>Not compared: which version the beginning of one means on a Standalone instance, which needs its files, and the
 * words of errors.
 */
class UriCasesTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "swcli");
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "uris.md");

    @Test
    void everyNameMeansWhatItMeansToThePythonSdkOrIsListed() throws IOException {
        List<UriCase> cases = cases();
        Map<String, String> different = new TreeMap<>();
        for (UriCase each : cases) {
            if (!each.isEqual()) {
                different.put(each.key(), "ours: " + each.ours() + ", theirs: " + each.theirs());
            }
        }
        Map<String, UriDifference> listed = listed();

        Map<String, String> notListed = new TreeMap<>(different);
        notListed.keySet().removeAll(listed.keySet());
        assertThat(notListed).as("different, and not listed").isEmpty();
        List<String> equalByNow = new ArrayList<>(listed.keySet());
        equalByNow.removeAll(different.keySet());
        assertThat(equalByNow).as("listed, and not different").isEmpty();
        assertThat(cases).hasSize(951);
        report(cases, different.size(), listed);
    }

    @Test
    void documentNamesEveryDifference() throws IOException {
        List<String> rows = Files.readString(DOCUMENT)
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();

        for (UriDifference difference : UriDifference.values()) {
            assertThat(rows).contains("| " + difference.title + " | " + difference.reason + " |");
        }
    }

    private static void report(List<UriCase> cases, int different, Map<String, UriDifference> listed) {
        Map<UriDifference, Integer> counts = new EnumMap<>(UriDifference.class);
        listed.values().forEach(difference -> counts.merge(difference, 1, Integer::sum));
        assertThat(counts).containsOnlyKeys(UriDifference.values());
        long parsed = cases.stream()
                .filter(each -> each.isEqual() && each.needsFiles())
                .count();
        System.out.printf(
                "%d names compared with the Python SDK: %d mean the same (of %d of them, on Standalone, the version they"
                        + " are the beginning of is not compared), %d mean something else on purpose:%n",
                cases.size(), cases.size() - different, parsed, different);
        counts.forEach((difference, count) -> System.out.printf("%5d %s%n", count, difference.title));
    }

    private static List<UriCase> cases() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<UriCase> cases = new ArrayList<>();
        for (String line :
                Files.readString(RESOURCES.resolve("uri-cases.jsonl")).split("\n", 0)) {
            cases.add(UriCase.of(json.readTree(line)));
        }
        return cases;
    }

    /** The difference of each case that is different on purpose. */
    private static Map<String, UriDifference> listed() throws IOException {
        Map<String, UriDifference> byTitle = Arrays.stream(UriDifference.values())
                .collect(Collectors.toMap(difference -> difference.title, difference -> difference));
        Map<String, UriDifference> listed = new TreeMap<>();
        for (String line : Files.readAllLines(RESOURCES.resolve("uri-differences.tsv"))) {
            String[] fields = line.split("\t", 4);
            assertThat(byTitle).containsKey(fields[0]);
            for (String config : fields[2].split(",", 0)) {
                UriDifference before =
                        listed.put(fields[1] + "\tcurrent-" + config + "\t" + fields[3], byTitle.get(fields[0]));
                assertThat(before).as(line).isNull();
            }
        }
        return listed;
    }
}
