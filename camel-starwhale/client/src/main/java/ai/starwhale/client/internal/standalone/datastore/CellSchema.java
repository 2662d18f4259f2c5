// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The type of a value as a record's schema describes it. What is inside a list or map has one type, and those that differ
 * are named by their position. Source: {@code ColumnSchemaDesc} of the Python SDK, which reads its fields in camelCase and
 * in snake_case.
 */
sealed interface CellSchema {

    /** A scalar, or nothing. */
    record Plain(Kind kind) implements CellSchema {}

    /** A LIST or TUPLE. */
    record Sequence(Kind kind, CellSchema element, Map<Integer, CellSchema> exceptions) implements CellSchema {}

    /** A MAP. */
    record Pairs(Pair pair, Map<Integer, Pair> exceptions) implements CellSchema {}

    /** A pair of a MAP. */
    record Pair(CellSchema key, CellSchema value) {}

    /** An OBJECT. */
    record Attributes(String pythonType, Map<String, CellSchema> attributes) implements CellSchema {}

    static CellSchema of(JsonNode node) {
        String name = node.path("type").asText();
        Kind kind;
        try {
            kind = Kind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("a value has the type '" + name + "', which is not known", 0, e);
        }
        return switch (kind) {
            case LIST, TUPLE -> sequence(kind, node);
            case MAP -> pairs(node);
            case OBJECT -> attributes(node);
            default -> new Plain(kind);
        };
    }

    private static CellSchema sequence(Kind kind, JsonNode node) {
        Map<Integer, CellSchema> exceptions = new HashMap<>();
        for (JsonNode attribute : node.path("attributes")) {
            exceptions.put(required(attribute, "index", "index").asInt(), of(attribute));
        }
        return new Sequence(kind, of(required(node, "elementType", "element_type")), Map.copyOf(exceptions));
    }

    private static CellSchema pairs(JsonNode node) {
        Map<Integer, Pair> exceptions = new HashMap<>();
        JsonNode sparse = field(node, "sparseKeyValuePairSchema", "sparse_key_value_pair_schema");
        for (Map.Entry<String, JsonNode> pair : sparse.properties()) {
            try {
                exceptions.put(Integer.valueOf(pair.getKey()), pair(pair.getValue()));
            } catch (NumberFormatException e) {
                throw new ProtocolException("the schema of a MAP has the position '" + pair.getKey() + "'", 0, e);
            }
        }
        return new Pairs(pair(node), Map.copyOf(exceptions));
    }

    private static Pair pair(JsonNode node) {
        return new Pair(of(required(node, "keyType", "key_type")), of(required(node, "valueType", "value_type")));
    }

    private static CellSchema attributes(JsonNode node) {
        Map<String, CellSchema> attributes = new HashMap<>();
        for (JsonNode attribute : node.path("attributes")) {
            attributes.put(required(attribute, "name", "name").asText(), of(attribute));
        }
        return new Attributes(required(node, "pythonType", "python_type").asText(), Map.copyOf(attributes));
    }

    private static JsonNode required(JsonNode node, String camelCase, String snakeCase) {
        JsonNode found = field(node, camelCase, snakeCase);
        if (found.isMissingNode() || found.isNull()) {
            throw new ProtocolException(
                    "the schema of a " + node.path("type").asText("value") + " has no " + camelCase, 0, null);
        }
        return found;
    }

    private static JsonNode field(JsonNode node, String camelCase, String snakeCase) {
        return node.has(camelCase) ? node.path(camelCase) : node.path(snakeCase);
    }
}
