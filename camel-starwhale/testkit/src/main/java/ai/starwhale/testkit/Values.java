// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cell values that have no Java type of their own. All others are plain Java values: {@code Byte, Short, Integer,
 * Long} are INT8 to INT64, {@code Float} and {@code Double} FLOAT32 and FLOAT64, {@code Boolean}, {@code String},
 * {@code byte[]}, {@code List}, {@code Map}, and {@code null} is UNKNOWN.
 */
public final class Values {

    private Values() {}

    /** A value of type TUPLE. */
    public static Object tuple(@Nullable Object... elements) {
        return new Tuple(Collections.unmodifiableList(new ArrayList<>(Arrays.asList(elements))));
    }

    /** A value of type OBJECT with the name of its Python class. */
    public static Object object(String pythonType, Map<String, ?> attributes) {
        return new PythonObject(pythonType, Collections.unmodifiableMap(new LinkedHashMap<>(attributes)));
    }

    /**
     * The rows of a scanTable answer that carries types, as a Server sent it.
     *
     * @throws IllegalArgumentException if the text is not such an answer
     */
    public static List<Map<String, Object>> rows(String typedScanAnswer) {
        JsonNode records = Json.parse(typedScanAnswer).path("data").path("records");
        if (!records.isArray()) {
            throw new IllegalArgumentException("not an answer of scanTable: no data.records");
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode record : records) {
            Map<String, Object> row = new LinkedHashMap<>();
            record.properties().forEach(cell -> row.put(cell.getKey(), TypedCells.decode(cell.getValue())));
            rows.add(Collections.unmodifiableMap(row));
        }
        return rows;
    }
}
