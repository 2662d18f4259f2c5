// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.camel.Operation;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands in a document between fences works: routes in Java, YAML and XML run, to each of their steps and without
 * a failure, and all other Java compiles. What else there is has to be known here.
 */
class SnippetsTest {
    /** Languages that nothing is run of: commands and what they print; settings, which {@link
     * AddressesInDocumentsTest} looks at; and what a Java program is compared with. */
    private static final Set<String> NOT_RUN = Set.of("", "properties", "python");
    /** What XML is written for beside routes; {@link PomsInDocumentsTest} looks at it. */
    private static final Pattern MAVEN = Pattern.compile("\\s*<(project|dependency)\\b[\\s\\S]*");

    @TempDir
    Path folder;

    static Stream<Snippet> routes() {
        return Snippet.all().stream().filter(Snippet::isRoute);
    }

    static Stream<Snippet> otherJava() {
        return Snippet.all().stream().filter(snippet -> snippet.language().equals("java") && !snippet.isRoute());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void run(Snippet snippet) throws Exception {
        try (RunningSnippet running = new RunningSnippet(snippet, folder)) {
            running.run();
            if (snippet.text().contains(".jsonl")) {
                assertThat(running.written(".jsonl")).isNotEmpty().allSatisfy(lines -> assertThat(lines)
                        .hasLineCount(5)
                        .startsWith("{\"id\":"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("otherJava")
    void compiles(Snippet snippet) {
        assertThat(JavaSnippets.trouble(snippet, folder)).isEmpty();
    }

    @Test
    void nothingElseIsWritten() {
        assertThat(Snippet.all())
                .filteredOn(snippet -> !snippet.isRoute())
                .allSatisfy(snippet -> {
                    if (snippet.language().equals("xml")) {
                        assertThat(snippet.text()).matches(MAVEN);
                    } else if (!snippet.language().equals("java")) {
                        assertThat(snippet.language()).isIn(NOT_RUN);
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void everyOperationAndTheConsumerAreShown(String language) {
        String routes = routes().filter(snippet -> snippet.place().startsWith("docs/component.md"))
                .filter(snippet -> snippet.language().equals(language))
                .map(Snippet::text)
                .collect(Collectors.joining());

        for (Operation operation : Operation.values()) {
            assertThat(routes).containsPattern("\\b(operation=|operation: |job \\+ \")" + operation + "\\b");
        }
        assertThat(routes).containsPattern("from(:|\\(\"| uri=\")(\\s*uri: )?starwhale:job");
    }
}
