// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What the documents tell people to write into their poms is what is built and tested here. */
class PomsInDocumentsTest {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    /** A dependency in a pom; what it does not say is empty. */
    private record Dependency(String artifact, String version) {}

    static Stream<Snippet> poms() {
        return Snippet.all().stream().filter(snippet -> snippet.language().equals("xml") && !snippet.isRoute());
    }

    @ParameterizedTest
    @MethodSource("poms")
    void versionsAreThoseOfTheBuild(Snippet pom) throws Exception {
        Map<String, String> managed = new HashMap<>();
        dependencies(pom("pom.xml")).forEach(known -> managed.put(known.artifact(), known.version()));

        List<Dependency> dependencies = dependencies(parse(pom.text()));

        assertThat(dependencies).isNotEmpty().allSatisfy(dependency -> {
            String artifact = dependency.artifact();
            String expected =
                    artifact.equals("junit-jupiter") ? managed.get("junit-bom") : managed.getOrDefault(artifact, "");
            assertThat(dependency.version()).as(artifact).isEqualTo(expected);
        });
    }

    @Test
    void quickstartNeedsWhatItsExampleNeeds() throws Exception {
        List<Dependency> shown = poms().filter(pom -> pom.place().startsWith("docs/quickstart.md"))
                .flatMap(pom -> dependencies(parse(pom.text())).stream())
                .toList();

        assertThat(shown)
                .extracting(Dependency::artifact)
                .filteredOn(artifact -> !artifact.equals("camel-bom"))
                .containsExactlyElementsOf(dependencies(pom("examples/first-route/pom.xml")).stream()
                        .map(Dependency::artifact)
                        .toList());
    }

    private static Element pom(String file) {
        return parse(Repository.read(Repository.ROOT.resolve(Path.of(file))).replaceFirst("<\\?xml[^>]*>", ""));
    }

    /** A whole pom or a part of one. */
    private static Element parse(String xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<all>" + xml + "</all>")))
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    private static List<Dependency> dependencies(Element pom) {
        NodeList found = pom.getElementsByTagName("dependency");
        return IntStream.range(0, found.getLength())
                .mapToObj(found::item)
                .map(Element.class::cast)
                .map(each -> new Dependency(text(each, "artifactId"), resolved(text(each, "version"), pom)))
                .toList();
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static String resolved(String version, Element pom) {
        return PROPERTY.matcher(version)
                .replaceAll(
                        use -> use.group(1).equals("project.version") ? text(pom, "version") : text(pom, use.group(1)));
    }
}
