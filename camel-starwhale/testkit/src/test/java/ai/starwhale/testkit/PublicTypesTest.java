// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The API stays small, and what is optional stays optional. */
class PublicTypesTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "ai", "starwhale", "testkit");
    private static final Pattern PUBLIC =
            Pattern.compile("(?m)^public (?:abstract |final )*(?:class|interface|record|enum) ");

    @Test
    void thereAreFew() {
        assertThat(with(PUBLIC)).hasSizeBetween(20, 22);
    }

    @Test
    void onlyThoseThatSayItNeedJUnitOrCamel() {
        assertThat(with(Pattern.compile("org\\.junit\\."))).containsOnlyKeys("StarwhaleExtension.java");
        assertThat(with(Pattern.compile("org\\.apache\\.camel\\.")))
                .containsOnlyKeys("ManualPolls.java", "StarwhaleCamel.java");
    }

    @Test
    void nothingOfClientOrComponentIsUsed() {
        assertThat(with(Pattern.compile("ai\\.starwhale\\.(?:client|camel)\\.")))
                .isEmpty();
    }

    private static Map<String, String> with(Pattern pattern) {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.forEach(file -> sources.put(file.getFileName().toString(), text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sources.values().removeIf(source -> !pattern.matcher(source).find());
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
