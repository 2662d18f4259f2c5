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
 * @param language what stands behind the fence: {@code java}, {@code yaml}, ...; empty if nothing does; {@link #SHOWN_TEST}
 *     where a comment before it names the test that it is copied from
 * @param text the lines between the fences, without what they are indented by
 */
record Snippet(String place, String language, String text) {
    static final String SHOWN_TEST = "test";

    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^(<!-- test: \\w+ -->\\n)?([ \\t]*)```([^\\s`]*)[^\\n`]*\\n(.*?)^[ \\t]*```[ \\t]*$");

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
            long line = markdown.substring(0, block.start(2)).lines().count() + 1;
            found.add(new Snippet(
                    file + ":" + line,
                    language(block),
                    block.group(4).indent(-block.group(2).length())));
        }
        return found;
    }

    private static String language(Matcher block) {
        return block.group(1) == null ? block.group(3) : SHOWN_TEST;
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
