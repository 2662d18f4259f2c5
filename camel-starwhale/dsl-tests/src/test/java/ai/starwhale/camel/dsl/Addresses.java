// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Finds the addresses of the component in texts of all kinds. */
final class Addresses {
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\w./-])starwhale:[a-z]+(\\?[^\\s\"'`<>|]*)?");
    /** A long Java string: "..." + "...". */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

    private static final Pattern YAML_IN_MARKDOWN = Pattern.compile("(?ms)^```ya?ml\\R(.*?)^```");
    private static final Pattern COMPONENT_OPTION =
            Pattern.compile("(?m)^\\s*(camel\\.component\\.starwhale\\.[^#\\r\\n]+)$");

    private Addresses() {}

    /** The addresses that stand in one piece. */
    static List<String> written(String text) {
        String whole = JOINT.matcher(text).replaceAll("").replace("&amp;", "&");
        List<String> found = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(whole);
        while (matcher.find()) {
            // What ends a sentence or a bracket of Markdown; and a last option whose value is left open or worked out.
            String address = matcher.group().replaceAll("(\\.{3}|…)", "").replaceAll("[.,;:)\\]&?]+$", "");
            found.add(address.replaceAll("[?&][\\w.]+=$", ""));
        }
        return found;
    }

    /** The addresses whose options stand below them, as YAML routes have it. */
    static List<String> inYaml(String file, String text) {
        List<String> found = new ArrayList<>();
        if (file.endsWith(".md")) {
            Matcher block = YAML_IN_MARKDOWN.matcher(text);
            while (block.find()) {
                collect(parse(block.group(1)), found);
            }
        } else if (file.endsWith(".yaml") || file.endsWith(".yml")) {
            collect(parse(text), found);
        }
        return found;
    }

    /** The lines that set options of the component. */
    static List<String> componentOptions(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = COMPONENT_OPTION.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1).strip().replaceAll("\\s*=\\s*", "="));
        }
        return found;
    }

    private static Object parse(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    private static void collect(Object node, List<String> found) {
        if (node instanceof List<?> list) {
            list.forEach(element -> collect(element, found));
        } else if (node instanceof Map<?, ?> map) {
            if (map.get("uri") instanceof String uri
                    && uri.startsWith("starwhale:")
                    && map.get("parameters") instanceof Map<?, ?> parameters) {
                found.add(address(uri, parameters));
            }
            map.values().forEach(value -> collect(value, found));
        }
    }

    private static String address(String uri, Map<?, ?> parameters) {
        StringBuilder address = new StringBuilder(uri);
        parameters.forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(encoded(String.valueOf(value))));
        return address.toString();
    }

    private static String encoded(String value) {
        return value.contains("{{") ? value : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
