// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.camel.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;

/** The table of the operations in docs/component.md is that of the code. */
class OperationTableTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(?!operation`)(\\w+)` \\|.*$");
    private static final Pattern HEADER = Pattern.compile("`(?:CamelStarwhale|\\.\\.\\.)([A-Z]\\w*)`");
    private static final Pattern ERROR = Pattern.compile("\\b([A-Z]\\w*Exception)\\b");

    private final String section = section();
    private final ComponentModel component =
            JsonMapper.generateComponentModel(Repository.catalog().componentJSonSchema("starwhale"));

    private static String section() {
        String page = Repository.read(Repository.ROOT.resolve(Path.of("docs", "component.md")));
        int begin = page.indexOf("\n## Operations\n");
        return page.substring(begin, page.indexOf("\n## ", begin + 1));
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void eachOperationHasARowInTheOrderOfTheCode() {
        assertThat(all(ROW, section))
                .isEqualTo(Arrays.stream(Operation.values()).map(Enum::name).toList());
    }

    @Test
    void eachRowHasFiveCells() {
        Matcher row = ROW.matcher(section);
        while (row.find()) {
            assertThat(row.group().split("\\|", -1)).as(row.group(1)).hasSize(7);
        }
    }

    @Test
    void theHeadersAreThoseOfAProducer() {
        Set<String> ofProducers = component.getEndpointHeaders().stream()
                .filter(header -> !"consumer".equals(header.getLabel()))
                .map(BaseOptionModel::getName)
                .map(name -> name.replaceFirst("^CamelStarwhale", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(all(HEADER, section))).isEqualTo(ofProducers);
    }

    @Test
    void whoComesFromPythonFindsEachOperation() {
        String page = Repository.read(Repository.ROOT.resolve(Path.of("docs", "python-sdk.md")));
        assertThat(Operation.values())
                .filteredOn(operation -> operation != Operation.dryRun)
                .allSatisfy(operation -> assertThat(page).contains("`operation=" + operation + "`"));
    }

    @Test
    void theErrorsExist() {
        for (String error : all(ERROR, section)) {
            assertThat(List.of("ai.starwhale.client.", "ai.starwhale.camel."))
                    .as(error)
                    .anyMatch(place -> exists(place + error));
        }
    }

    private static boolean exists(String type) {
        try {
            return Throwable.class.isAssignableFrom(Class.forName(type));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
