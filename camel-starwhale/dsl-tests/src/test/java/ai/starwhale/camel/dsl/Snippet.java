// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown file.
 *
 * @param place the file and the line where it begins, as {@code docs/component.md:53}
 * @param language what stands behind the fence: {@code java}, {@code yaml}, ...; empty if nothing does
 * @param text the lines between the fences, without what they are indented by
 */
record Snippet(String place, String language, String text) {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^([ \\t]*)```([^\\s`]*)[^\\n`]*\\n(.*?)^[ \\t]*```[ \\t]*$");

    /** All blocks of all Markdown files of the repository. */
    static List<Snippet> all() {
        return Repository.markdown().stream()
                .flatMap(file -> in(Repository.ROOT.relativize(file).toString(), Repository.read(file)).stream())
                .toList();
    }

    static List<Snippet> in(String file, String markdown) {
        List<Snippet> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(markdown);
        while (block.find()) {
            long line = markdown.substring(0, block.start()).lines().count() + 1;
            found.add(new Snippet(
                    file + ":" + line,
                    block.group(2),
                    block.group(3).indent(-block.group(1).length())));
        }
        return found;
    }

    /** Whether it is in the language and, of XML and Java, a route: other things are written in these too. */
    boolean isRoute() {
        return switch (language) {
            case "yaml" -> true;
            case "xml" -> text.contains("<route");
            case "java" -> text.contains("from(\"");
            default -> false;
        };
    }

    @Override
    public String toString() {
        return place + " (" + language + ")";
    }
}
