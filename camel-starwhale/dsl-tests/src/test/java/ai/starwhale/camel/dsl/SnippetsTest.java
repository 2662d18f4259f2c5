// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.camel.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands in a document between fences works: routes in Java, YAML and XML run, to each of their steps and without
 * a failure, and all other Java compiles. What else there is has to be known here.
 */
class SnippetsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** What is not run, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "",
            "commands, and what they print",
            "bash",
            "a script, for a test of its page",
            Snippet.SHOWN_TEST,
            "it runs where it is copied from",
            "properties",
            "AddressesInDocumentsTest looks at them",
            "python",
            "what Java is compared with",
            "xml",
            "parts of poms, which PomsInDocumentsTest looks at");

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
        System.out.println("running " + snippet);
        try (RunningSnippet running = new RunningSnippet(snippet, folder)) {
            running.run(LIMIT);
            if (snippet.text().contains(".jsonl")) {
                assertThat(running.written(".jsonl"))
                        .isNotEmpty()
                        .allSatisfy(lines -> assertThat(lines).hasLineCount(5).startsWith("{\"id\":"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("otherJava")
    void compiles(Snippet snippet) {
        assertThat(JavaSnippets.trouble(snippet, folder)).as(snippet.toString()).isEmpty();
    }

    @Test
    void nothingElseIsWritten() {
        assertThat(Snippet.all())
                .filteredOn(snippet -> !snippet.isRoute() && !snippet.language().equals("java"))
                .allSatisfy(snippet -> {
                    assertThat(snippet.language()).isIn(NOT_RUN.keySet());
                    if (snippet.language().isEmpty()) {
                        assertThat(snippet.text()).doesNotContainPattern("(?m)^- (route|from):|<route|\\bfrom\\(");
                    }
                    if (snippet.language().equals("xml")) {
                        assertThat(snippet.text()).containsPattern("\\A<(project|dependency)\\b");
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
        assertThat(routes).containsPattern("\\bfrom(:|\\(\"| uri=\")(\\s*uri: )?starwhale:job");
    }

    @Test
    void javaThatDoesNotCompileIsNoticed() {
        assertThat(JavaSnippets.trouble(new Snippet("here", "java", "String text = job.info();"), folder))
                .contains("incompatible types");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a step that fails, `to: starwhale:job?operation=rows&table=none, split: {simple: \"${body}\", steps: [log: a]}`, no table",
                "a step that is never reached, `filter: {simple: \"${header.a} == 2\", steps: [log: a]}`, Log[a]"
            })
    void routeThatDoesNotWorkIsNoticed(String what, String steps, String trouble) throws Exception {
        String yaml = "- from: {uri: direct:a, steps: [" + steps + "]}";
        try (RunningSnippet running = new RunningSnippet(new Snippet("here", "yaml", yaml), folder)) {
            assertThatThrownBy(() -> running.run(Duration.ofSeconds(2))).hasStackTraceContaining(trouble);
        }
    }

    @Test
    void blocksAreFoundWhereverTheyStand() {
        List<Snippet> found = Snippet.in("a.md", """
                # A page
                ```java
                one();
                ```
                * a list
                  ```yaml
                  - two:
                      three: 3
                  ```
                <!-- test: FourTest -->
                ```java
                four();
                ```
                """);

        assertThat(found)
                .containsExactly(
                        new Snippet("a.md:2", "java", "one();\n"),
                        new Snippet("a.md:6", "yaml", "- two:\n    three: 3\n"),
                        new Snippet("a.md:11", Snippet.SHOWN_TEST, "four();\n"));
    }
}
