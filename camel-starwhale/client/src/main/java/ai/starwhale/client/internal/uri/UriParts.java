// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

import ai.starwhale.client.InvalidRequestException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name taken apart: the instance that it begins with, and the segments after it.
 *
 * @param instance {@code https://host:port}, an alias, or null where the name begins with none
 * @param segments the rest
 */
record UriParts(@Nullable String instance, List<String> segments) {
    /** What a project holds, as addresses say it; the console says it in the plural. */
    private static final Set<String> KINDS = Set.of("job", "evaluation", "model", "dataset", "runtime");

    /**
     * Takes the text apart.
     *
     * @param heads the words that a name without instance begins with; what stands before one of them is an alias
     * @param expected what to tell the user of the accepted forms
     */
    static UriParts of(String text, List<String> heads, String expected) {
        String name = text.strip();
        int scheme = name.indexOf("://");
        if (scheme >= 0) {
            return absolute(name, scheme, text, expected);
        }
        List<String> segments = segments(withoutSlash(name), text, expected);
        boolean aliased = segments.size() > 2 && !heads.contains(segments.get(0)) && heads.contains(segments.get(1));
        return aliased
                ? new UriParts(segments.get(0), segments.subList(1, segments.size()))
                : new UriParts(null, segments);
    }

    /** Why these parts are not {@code wanted}, such as "a job". */
    String mistake(String wanted) {
        if (segments.isEmpty()) {
            return instance == null ? "it is empty" : "it names an instance, not " + wanted;
        }
        boolean inProject = segments.size() > 1 && singular(segments.get(0)).equals("project");
        List<String> rest = inProject ? segments.subList(2, segments.size()) : segments;
        if (rest.isEmpty()) {
            return wanted.equals("a project") ? "this is not a project" : "it names a project, not " + wanted;
        }
        String kind = singular(rest.get(0));
        if (!KINDS.contains(kind)) {
            return "this is not " + wanted;
        }
        if (rest.size() == 1) {
            return "nothing is named behind '" + rest.get(0) + "'";
        }
        return wanted.equals("a " + kind)
                ? "there is more behind it than " + wanted
                : "it names " + (kind.equals("evaluation") ? "an " : "a ") + kind + ", not " + wanted;
    }

    private static String singular(String word) {
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static UriParts absolute(String name, int scheme, String text, String expected) {
        String protocol = name.substring(0, scheme).toLowerCase(Locale.ROOT);
        String rest = name.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : withoutSlash(rest.substring(slash + 1).split("[?#]", 2)[0]);
        String instance =
                switch (protocol) {
                    case "http", "https" -> protocol + "://" + authority.toLowerCase(Locale.ROOT);
                    case "cloud", "server" -> authority;
                    default -> throw unknown(text, "the scheme '" + protocol + "' is not known", expected);
                };
        checkAuthority(authority, protocol.startsWith("http"), text, expected);
        return new UriParts(instance, segments(path, text, expected));
    }

    private static void checkAuthority(String authority, boolean isAddress, String text, String expected) {
        if (mayHoldPassword(authority)) {
            throw withPassword();
        }
        if (authority.isEmpty()) {
            throw unknown(text, "it names no host", expected);
        }
        if (!isAddress) {
            return;
        }
        try {
            if (new URI("http://" + authority).getHost() == null) {
                String why = authority.contains("_") ? ": a host's name has no underscore" : "";
                throw unknown(text, "'" + authority + "' is not a host" + why, expected);
            }
        } catch (URISyntaxException e) {
            throw unknown(text, "'" + authority + "' is not a host", expected);
        }
    }

    private static List<String> segments(String path, String text, String expected) {
        List<String> segments = new ArrayList<>();
        if (path.isEmpty()) {
            return segments;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isBlank()) {
                throw unknown(text, "a part between two slashes is empty", expected);
            }
            segments.add(decoded(segment, text, expected));
        }
        return segments;
    }

    private static String decoded(String segment, String text, String expected) {
        String name;
        try {
            name = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknown(text, "'" + segment + "' is not rightly encoded", expected);
        }
        // Names become segments of other paths, some of them of files.
        if (name.equals(".") || name.equals("..") || name.contains("/")) {
            throw unknown(text, "'" + segment + "' is a path, not a name", expected);
        }
        return name;
    }

    static InvalidRequestException unknown(String text, String why, String expected) {
        if (mayHoldPassword(text)) {
            return withPassword();
        }
        return new InvalidRequestException("'" + text + "': " + why + "; expected " + expected, 0, null);
    }

    private static boolean mayHoldPassword(String text) {
        return text.contains("@") || text.contains("%40");
    }

    /** The text is not repeated: what stands before the @ may be a password. */
    private static InvalidRequestException withPassword() {
        return new InvalidRequestException(
                "an address with a user or password in it is not accepted; give them as options", 0, null);
    }
}
