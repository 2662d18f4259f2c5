// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;

/** The files of the repository that this module is a part of, and the catalog with its component. */
final class Repository {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();
    static final Path ROOT = root();

    private Repository() {}

    private static Path root() {
        Path root = MODULE.getParent().getParent();
        if (!Files.exists(root.resolve("LICENSE")) || !Files.isDirectory(root.resolve("camel-starwhale"))) {
            throw new IllegalStateException(root + " is not the root of the repository");
        }
        return root;
    }

    /** What people read and copy from, and the routes of this module. */
    static List<Path> documents() {
        Stream<Path> places = Stream.of(
                ROOT.resolve("README.md"),
                ROOT.resolve("docs"),
                ROOT.resolve("examples"),
                MODULE.resolve(Path.of("src", "test", "resources")));
        return places.filter(Files::exists)
                .flatMap(Repository::files)
                .filter(file -> file.toString().matches(".*\\.(md|java|yaml|yml|xml|properties)"))
                .sorted()
                .toList();
    }

    /** The sources of the test class with this simple name. */
    static List<Path> tests(String name) {
        return Stream.of(ROOT.resolve("camel-starwhale"), ROOT.resolve("examples"))
                .flatMap(Repository::files)
                .filter(file -> file.endsWith(name + ".java"))
                .toList();
    }

    /** All Markdown files, but for those in hidden folders. */
    static List<Path> markdown() {
        return files(ROOT)
                .filter(file -> ROOT.relativize(file).toString().matches("([^.][^/]*/)*[^/]+\\.md"))
                .sorted()
                .toList();
    }

    private static Stream<Path> files(Path place) {
        try (Stream<Path> found = Files.walk(place)) {
            return found
                    .filter(Files::isRegularFile)
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CamelCatalog catalog() {
        try (InputStream json = Repository.class.getResourceAsStream("/META-INF/ai/starwhale/camel/starwhale.json")) {
            CamelCatalog catalog = new DefaultCamelCatalog();
            catalog.addComponent(
                    "starwhale",
                    "ai.starwhale.camel.StarwhaleComponent",
                    new String(json.readAllBytes(), StandardCharsets.UTF_8));
            return catalog;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
