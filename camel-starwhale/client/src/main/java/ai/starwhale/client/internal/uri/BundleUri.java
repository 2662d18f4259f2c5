// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version of a model, a dataset or a runtime.
 *
 * @param instance the address or alias of its instance; null is the one of the job
 * @param project its project; null is the one of the job
 * @param kind which of the three
 * @param name its name or number
 * @param version a version, an alias such as {@code v3}, or {@code latest}
 */
public record BundleUri(@Nullable String instance, @Nullable String project, Kind kind, String name, String version) {

    /** What is named. */
    public enum Kind {
        MODEL,
        DATASET,
        RUNTIME;

        /** As it stands in addresses: {@code model}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads any of the accepted forms; no version is {@code latest}. */
    public static BundleUri parse(Kind kind, String text) {
        String word = kind.word();
        String expected = "a " + word + " such as 'mnist', 'mnist/version/v0', 'https://host/project/demo/" + word
                + "/mnist/version/latest' or the address of its page in the console";
        UriParts parts = UriParts.of(text, List.of("project", word), expected);
        List<String> rest = parts.segments();
        String project = null;
        boolean inProject = rest.size() >= 2 && List.of("project", "projects").contains(rest.get(0));
        if (inProject) {
            project = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        if (rest.size() >= 2 && List.of(word, word + "s").contains(rest.get(0))) {
            rest = rest.subList(1, rest.size());
        } else if (inProject || parts.instance() != null) {
            throw UriParts.unknown(text, parts.mistake("a " + word), expected);
        }
        if (rest.size() == 1) {
            return new BundleUri(parts.instance(), project, kind, rest.get(0), "latest");
        }
        // The console writes .../models/1/versions/2/overview.
        if (rest.size() >= 3 && List.of("version", "versions").contains(rest.get(1))) {
            boolean console = rest.get(1).equals("versions");
            if (console || rest.size() == 3) {
                return new BundleUri(parts.instance(), project, kind, rest.get(0), rest.get(2));
            }
        }
        throw UriParts.unknown(text, parts.mistake("a " + word), expected);
    }
}
