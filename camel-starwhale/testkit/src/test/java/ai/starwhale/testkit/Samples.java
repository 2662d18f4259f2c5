// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Recorded answers, those that the server is built on and those that only tests need. */
final class Samples {

    private Samples() {}

    static String text(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return in == null ? RecordedFiles.text(name) : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String name) {
        return comparable(Json.parse(text(name)));
    }

    /** Puts into order what a Server sends in random order: the names of columns, and the pairs of maps. */
    static JsonNode comparable(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(field -> copy.set(field.getKey(), comparable(field.getValue())));
            if (copy.path("columnTypes") instanceof ArrayNode names) {
                copy.set("columnTypes", sorted(names));
            } else if (copy.path("type").asText().equals("MAP")) {
                copy.set("value", sorted((ArrayNode) copy.path("value")));
            }
            return copy;
        } else if (tree instanceof ArrayNode) {
            ArrayNode copy = Json.array();
            tree.forEach(element -> copy.add(comparable(element)));
            return copy;
        }
        return tree;
    }

    private static ArrayNode sorted(ArrayNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        elements.sort(Comparator.comparing(
                element -> element.path("key").path("value").asText()
                        + element.path("name").asText()));
        return Json.array().addAll(elements);
    }
}
