// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The API stays small enough to be read in one go, and shows nothing of what is behind it. */
class PublicTypesTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "ai", "starwhale", "client");
    private static final Pattern PUBLIC =
            Pattern.compile("(?m)^public (?:sealed |abstract |final )*(?:class|interface|record|enum) ");
    private static final Pattern HIDDEN =
            Pattern.compile("(?m)^    (?:public|protected) .*\\b(?:Json[A-Z]|Instance |Http[A-Z])");

    @Test
    void thereAreAtMostForty() throws IOException {
        List<String> sources = sources();
        long types =
                sources.stream().filter(source -> PUBLIC.matcher(source).find()).count();

        System.out.println(types + " public types");
        assertThat(types).isBetween(30L, 40L);
    }

    @Test
    void noneShowsALibraryOrTheInside() throws IOException {
        assertThat(sources()).noneMatch(source -> HIDDEN.matcher(source).find());
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(PublicTypesTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
