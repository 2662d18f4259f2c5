// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of the document names what there is: every member of the client, and every test. */
class PythonSdkTableTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "python-sdk.md");
    private static final Pattern MEMBER = Pattern.compile("`([A-Za-z]+)\\.([A-Za-z]+)`");
    private static final List<String> PACKAGES = List.of(
            "ai.starwhale.client.", "ai.starwhale.client.internal.uri.", "ai.starwhale.client.internal.server.pages.");
    /** All that a user of the Python SDK can call or set. */
    private static final List<String> PYTHON = List.of(
            "job(uri)",
            "Job.get(uri)",
            "job.uri",
            "job.status",
            "job.basic_info",
            "job.info()",
            "job.tables",
            "job.summary",
            "Job.list(project)",
            "Job.list(page_index)",
            "Job.list(page_size)",
            "job.get_table_rows(name)",
            "get_table_rows(start)",
            "get_table_rows(end)",
            "get_table_rows(keep_none)",
            "get_table_rows(end_inclusive)",
            "create(project)",
            "create(model)",
            "create(run_handler)",
            "create(datasets)",
            "create(runtime)",
            "create(resource_pool)",
            "create(ttl)",
            "create(dev_mode)",
            "create(dev_mode_password)",
            "create(dataset_head)",
            "create(overwrite_specs)",
            "swcli job cancel",
            "swcli job pause",
            "swcli job resume",
            "swcli job remove",
            "swcli job recover",
            "swcli job info",
            "swcli job list");

    @Test
    void everythingOfThePythonSdkHasARow() throws IOException {
        String python = rows().stream().map(row -> row[1]).collect(Collectors.joining("\n"));

        assertThat(PYTHON).allSatisfy(name -> assertThat(python).contains(name));
    }

    @Test
    void everyMemberOfTheClientThatIsNamedExists() throws IOException {
        for (String[] row : rows()) {
            List<MatchResult> members = MEMBER.matcher(row[2]).results().toList();
            assertThat(members).as(row[2]).isNotEmpty();
            members.forEach(member -> assertThat(methods(member.group(1))).contains(member.group(2)));
        }
    }

    @Test
    void everyRowNamesATestThatRuns() throws IOException {
        Set<String> tests = rows().stream()
                .flatMap(row -> MEMBER.matcher(row[5]).results())
                .map(test -> test.group(1) + "." + test.group(2))
                .collect(Collectors.toSet());
        assertThat(rows()).allSatisfy(row -> assertThat(row[5]).containsPattern(MEMBER));

        for (String test : tests) {
            int dot = test.indexOf('.');
            assertThat(Stream.of(type(test.substring(0, dot)).getDeclaredMethods())
                            .filter(PythonSdkTableTest::isTest))
                    .as(test)
                    .anyMatch(method -> method.getName().equals(test.substring(dot + 1)));
        }
        System.out.println(rows().size() + " rows about the Python SDK, proved by " + tests.size() + " tests");
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    private static Set<String> methods(String type) {
        List<Method> methods = new ArrayList<>(List.of(type(type).getDeclaredMethods()));
        methods.addAll(List.of(type(type).getMethods()));
        return methods.stream().map(Method::getName).collect(Collectors.toSet());
    }

    private static Class<?> type(String name) {
        return PACKAGES.stream()
                .flatMap(each -> find(each + name).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no type " + name));
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException elsewhere) {
            return Optional.empty();
        }
    }

    private static List<String[]> rows() throws IOException {
        return Files.readString(DOCUMENT)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Python"))
                .map(line -> line.split("\\|", -1))
                .toList();
    }
}
