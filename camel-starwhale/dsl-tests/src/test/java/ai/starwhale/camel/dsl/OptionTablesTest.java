// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;

/** The tables in docs/component.md are those of the code. */
class OptionTablesTest {
    private static final String BEGIN = "<!-- options: begin -->\n";
    private static final String END = "<!-- options: end -->";
    private static final String WRITE = "starwhale.docs.write";
    private static final Path PAGE = Repository.ROOT.resolve(Path.of("docs", "component.md"));

    private static String tables() {
        CamelCatalog catalog = Repository.catalog();
        ComponentModel component = JsonMapper.generateComponentModel(catalog.componentJSonSchema("starwhale"));
        return new OptionTables(component).render();
    }

    @Test
    void thePageHasTheOptionsOfTheCode() throws IOException {
        String page = Repository.read(PAGE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertThat(begin).as("%s holds the line %s", PAGE.getFileName(), BEGIN).isNotNegative();
        assertThat(end).as("%s holds the line %s", PAGE.getFileName(), END).isGreaterThan(begin);
        String wanted = page.substring(0, begin + BEGIN.length()) + "\n" + tables() + "\n" + page.substring(end);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, wanted);
        } else {
            assertThat(page)
                    .as("docs/component.md is out of date; write it anew with: mvn -pl camel-starwhale/component,"
                            + "camel-starwhale/dsl-tests test -Dtest=OptionTablesTest"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true")
                    .isEqualTo(wanted);
        }
    }

    @Test
    void theTablesHaveEveryKindOfOption() {
        assertThat(tables())
                .contains("| `operation` |", "| `delay` |", "| `token` |", "*(secret)*", "| `CamelStarwhaleJobUri` |")
                .contains("`create`, `dryRun`, `await`", "`5000` ms")
                .doesNotContain("| null", "`null`");
    }
}
