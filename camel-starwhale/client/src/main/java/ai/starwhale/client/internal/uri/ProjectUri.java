// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project.
 *
 * @param instance the address or alias of its instance; null is the current one
 * @param project its id, its name, or {@code owner:name}; null is the instance's current one
 */
public record ProjectUri(
        @Nullable String instance, @Nullable String project) {
    private static final String EXPECTED =
            "a project such as 'demo', '2', 'owner:demo', 'https://host/project/demo', '<alias>/project/demo',"
                    + " 'cloud://<alias>/project/demo' or the address of its page in the console";

    /**
     * Reads any of the accepted forms; null is the current project of the current instance, and the address of an instance
     * alone its current one.
     */
    public static ProjectUri parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new ProjectUri(null, null);
        }
        UriParts parts = UriParts.of(text, List.of("project"), EXPECTED);
        List<String> segments = parts.segments();
        if (parts.instance() == null && segments.size() == 1) {
            return new ProjectUri(null, segments.get(0));
        }
        if (parts.instance() != null && segments.isEmpty()) {
            return new ProjectUri(parts.instance(), null);
        }
        boolean console = parts.instance() != null
                && segments.size() >= 2
                && segments.get(0).equals("projects");
        if (console || (segments.size() == 2 && segments.get(0).equals("project"))) {
            return new ProjectUri(parts.instance(), segments.get(1));
        }
        throw UriParts.unknown(text, parts.mistake("a project"), EXPECTED);
    }
}
