// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of documents that a reader does not read: those that can be changed, in all documents that have them,
 * without changing what the reader gives. A field is told by its path; the elements of a list are not told apart.
 */
final class Loss {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Set<String> seen = new TreeSet<>();
    private final Set<String> noticed = new TreeSet<>();

    /** Tries every field of a document. */
    void look(JsonNode document, Function<JsonNode, Object> reader) {
        JsonNode changed = document.deepCopy();
        look(changed, "", () -> result(reader, changed), result(reader, document));
    }

    /** The fields that no document showed to be read. */
    Set<String> lost() {
        Set<String> lost = new TreeSet<>(seen);
        lost.removeAll(noticed);
        return lost;
    }

    private void look(JsonNode node, String path, Supplier<Object> reader, Object unchanged) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> look(element, path, reader, unchanged));
        } else if (node instanceof ObjectNode object) {
            for (String name :
                    object.properties().stream().map(Map.Entry::getKey).toList()) {
                JsonNode value = object.get(name);
                boolean isRead = others(value).stream().anyMatch(other -> {
                    object.set(name, other);
                    return !unchanged.equals(reader.get());
                });
                object.set(name, value);
                seen.add(path + name);
                if (isRead) {
                    noticed.add(path + name);
                    look(value, path + name + ".", reader, unchanged);
                }
            }
        }
    }

    private static Object result(Function<JsonNode, Object> reader, JsonNode document) {
        try {
            return reader.apply(document);
        } catch (StarwhaleException refused) {
            return refused;
        }
    }

    private static List<JsonNode> others(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return List.of(
                    JSON.textNode("something"),
                    JSON.arrayNode().add(JSON.objectNode()),
                    JSON.numberNode(1_795_000_000_000L),
                    JSON.booleanNode(true));
        } else if (value.isBoolean()) {
            return List.of(JSON.booleanNode(!value.asBoolean()));
        } else if (value.isNumber()) {
            return List.of(JSON.numberNode(value.asLong() + 1));
        } else if (value.isTextual()) {
            return List.of(JSON.textNode(value.asText() + "1"), JSON.textNode("other"));
        } else if (value.isEmpty()) {
            return List.of(JSON.arrayNode().add(JSON.objectNode()));
        }
        return List.of(JSON.nullNode());
    }
}
