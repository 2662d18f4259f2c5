// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads cells whose types stand in a schema beside them, as updateTable has them. */
final class UntypedCells {

    private UntypedCells() {}

    static @Nullable Object decode(JsonNode schema, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        ColumnType type = ColumnType.named(schema.path("type").asText());
        return switch (type) {
            case LIST -> list(schema, value);
            case TUPLE -> new Tuple(list(schema, value));
            case MAP -> map(schema, value);
            case OBJECT -> object(schema, value);
            case UNKNOWN -> null;
            default -> scalar(type, value);
        };
    }

    private static Object scalar(ColumnType type, JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("values must be strings, got " + value);
        }
        return Scalars.decode(type, value.asText());
    }

    private static List<@Nullable Object> list(JsonNode schema, JsonNode value) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = schema.path("elementType");
            for (JsonNode odd : schema.path("attributes")) {
                element = odd.path("index").asInt(-1) == i ? odd : element;
            }
            list.add(decode(element, value.path(i)));
        }
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> map(JsonNode schema, JsonNode value) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        if (value.isObject()) {
            value.properties()
                    .forEach(entry -> map.put(
                            decode(schema.path("keyType"), Json.object().textNode(entry.getKey())),
                            decode(schema.path("valueType"), entry.getValue())));
            return map;
        }
        for (int i = 0; i < value.size(); i++) {
            JsonNode odd = schema.path("sparseKeyValuePairSchema").path(Integer.toString(i));
            JsonNode pair = odd.isMissingNode() ? schema : odd;
            map.put(
                    decode(pair.path("keyType"), value.path(i).path(0)),
                    decode(pair.path("valueType"), value.path(i).path(1)));
        }
        return map;
    }

    private static PythonObject object(JsonNode schema, JsonNode value) {
        String pythonType = Json.text(schema, "pythonType");
        if (pythonType == null || pythonType.isEmpty()) {
            throw new IllegalArgumentException("pythonType should not be null or empty for OBJECT");
        }
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (JsonNode attribute : schema.path("attributes")) {
            String name = attribute.path("name").asText();
            if (value.has(name)) {
                attributes.put(name, decode(attribute, value.path(name)));
            }
        }
        return new PythonObject(pythonType, attributes);
    }
}
