// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares a body with a recorded one. Names, structure and values have to be the same; ids and times, which no two
 * Servers share, have to be of the same kind. A recording that ends in the middle is compared as far as it goes.
 */
final class Differences {

    private static final Pattern VOLATILE = Pattern.compile(
            "(.*/)?(id|ids|.*Id|uuid|entityId|name|link|duration|timestamp|.*[Tt]ime|.*_time|duration_ms|lastKey|data)|starwhale/.*|no/such/file");
    private static final int LONG = 40;
    private static final Pattern BYTES = Pattern.compile("<(\\d+) bytes>");

    private final List<String> found = new ArrayList<>();
    private boolean isCut;

    private Differences() {}

    /** What is not the same, in words; empty if nothing. */
    static List<String> of(String recorded, String body) {
        Differences differences = new Differences();
        if (!recorded.startsWith("{")) {
            var bytes = BYTES.matcher(recorded);
            boolean isSame =
                    bytes.matches() ? body.length() == Integer.parseInt(bytes.group(1)) : recorded.equals(body.strip());
            return isSame ? List.of() : List.of("another text");
        } else if (!body.startsWith("{")) {
            return List.of("no JSON");
        }
        JsonNode expected = Samples.comparable(differences.parse(recorded));
        differences.compare("", "", expected, Samples.comparable(Json.parse(body)));
        return differences.found;
    }

    /** Reads as far as there is something to read. */
    private JsonNode parse(String recorded) {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = Json.MAPPER.createGenerator(text);
                JsonParser parser = Json.MAPPER.createParser(recorded)) {
            String name = "";
            try {
                while (parser.nextToken() != null) {
                    if (parser.currentToken() == JsonToken.FIELD_NAME) {
                        name = parser.currentName();
                    } else {
                        // Fails before anything of a value is written that is not whole.
                        parser.getText();
                        if (copy.getOutputContext().inObject()
                                && !parser.currentToken().isStructEnd()) {
                            copy.writeFieldName(name);
                        }
                        copy.copyCurrentEvent(parser);
                    }
                }
            } catch (IOException e) {
                isCut = true;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(recorded, e);
        }
        return Json.parse(text.toString());
    }

    private void compare(String path, String column, JsonNode recorded, JsonNode here) {
        if (recorded.equals(here) || recorded.asText().equals("<...>")) {
            return;
        } else if (recorded.isObject() && here.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            recorded.fieldNames().forEachRemaining(names::add);
            here.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!recorded.has(name)) {
                    add(isCut, path + "." + name + " is new");
                } else if (!here.has(name)) {
                    add(false, path + "." + name + " is missing");
                } else {
                    boolean isCell = name.equals("value") || name.equals("type") || name.equals("columnValueHints");
                    compare(path + "." + name, isCell ? column : name, recorded.get(name), here.get(name));
                }
            }
        } else if (recorded.isArray() && here.isArray()) {
            if (recorded.size() != here.size()) {
                add(isCut && recorded.size() < here.size(), path + " has " + recorded.size() + ", here " + here.size());
            }
            for (int i = 0; i < Math.min(recorded.size(), here.size()); i++) {
                compare(path + "[" + i + "]", column, recorded.get(i), here.get(i));
            }
        } else if (!VOLATILE.matcher(column).matches() || !kind(recorded).equals(kind(here))) {
            add(
                    isCut && here.asText().startsWith(recorded.asText()),
                    path + " is " + text(recorded, here) + ", here " + text(here, recorded));
        }
    }

    private void add(boolean isExcused, String difference) {
        if (!isExcused) {
            found.add(difference.startsWith(".") ? difference.substring(1) : difference);
        }
    }

    private static String kind(JsonNode value) {
        if (value.isNumber()) {
            return value.asLong() < 0 ? "none" : "number";
        }
        return value.getNodeType()
                + value.asText()
                        .replaceAll(
                                "[0-9a-f]{64}|[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|[0-9a-f]{16}",
                                "hex")
                        .replaceAll("\\d+", "9");
    }

    /** A value, or of a long one where it begins to be another. */
    private static String text(JsonNode value, JsonNode other) {
        String text = value.toString();
        int length = Math.min(text.length(), other.toString().length());
        int same = 0;
        while (same < length && text.charAt(same) == other.toString().charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - LONG / 4);
        int to = Math.min(text.length(), from + LONG);
        return (from == 0 ? "" : "...") + text.substring(from, to) + (to == text.length() ? "" : "...");
    }
}
