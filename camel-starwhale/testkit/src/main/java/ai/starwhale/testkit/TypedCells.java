// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads cells of the form {@code {"type":..,"value":..}}. */
final class TypedCells {

    private TypedCells() {}

    // Rows are maps whose values may be null, which Map<String, Object> cannot say.
    @SuppressWarnings("NullAway")
    static Object decode(JsonNode cell) {
        return decodeNullable(cell);
    }

    private static @Nullable Object decodeNullable(JsonNode cell) {
        ColumnType type = ColumnType.named(cell.path("type").asText());
        JsonNode value = cell.path("value");
        return switch (type) {
            case LIST -> list(value);
            case TUPLE -> new Tuple(list(value));
            case MAP -> map(value);
            case OBJECT -> new PythonObject(cell.path("pythonType").asText(), attributes(value));
            default -> value.isNull() ? null : Scalars.decode(type, value.asText());
        };
    }

    private static List<@Nullable Object> list(JsonNode cells) {
        List<@Nullable Object> values = new ArrayList<>();
        cells.forEach(cell -> values.add(decodeNullable(cell)));
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> map(JsonNode entries) {
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        entries.forEach(entry -> values.put(decodeNullable(entry.path("key")), decodeNullable(entry.path("value"))));
        return values;
    }

    private static Map<String, @Nullable Object> attributes(JsonNode cells) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        cells.properties().forEach(cell -> values.put(cell.getKey(), decodeNullable(cell.getValue())));
        return values;
    }
}
