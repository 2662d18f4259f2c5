// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every promise of the document names a test that there is. */
class ReliabilityTableTest {
    private static final Path DOCUMENT = Repository.ROOT.resolve(Path.of("docs", "reliability.md"));
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");
    /** A method that JUnit runs: an annotation of it, maybe others, and its name. */
    private static final String METHOD = "@(Test|ParameterizedTest\\w*)\\b[^;{}]*?(\\{[^;]*?}[^;{}]*?)*\\bvoid %s\\(";

    @Test
    void everyPromiseHasATest() {
        List<String> rows = Repository.read(DOCUMENT)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| What"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            String last = row.substring(row.lastIndexOf('|', row.length() - 2));
            Matcher test = TEST.matcher(last);
            assertThat(test.find()).as(row).isTrue();
            assertThat(Repository.tests(test.group(1)))
                    .as(test.group())
                    .map(Repository::read)
                    .anySatisfy(source ->
                            assertThat(source).containsPattern(METHOD.formatted(Pattern.quote(test.group(2)))));
        });
        System.out.println(rows.size() + " promises, each with its test");
    }
}
