// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code columnHints} says of one column, or of the values inside it. Not thread-safe. */
final class Hints {

    // Seen: 17 values are listed, and a column with many more lists none.
    private static final int MOST_VALUES = 20;

    private final EnumSet<ColumnType> types = EnumSet.noneOf(ColumnType.class);
    private @Nullable TreeMap<Object, String> values = new TreeMap<>(KeyOrder.INSTANCE);
    private @Nullable Hints elements;
    private @Nullable Hints keys;
    private @Nullable Hints mapped;
    private @Nullable Map<String, Hints> attributes;

    /** Those of some rows, by column. */
    static Map<String, Hints> ofRows(List<Map<String, ?>> rows) {
        TableHints hints = new TableHints();
        rows.forEach(hints::add);
        return hints.copy(name -> true);
    }

    void add(@Nullable Object value) {
        if (value == null) {
            return;
        }
        ColumnType type = ColumnType.of(value);
        types.add(type);
        if (type.isScalar()) {
            addScalar(value);
        } else if (value instanceof List<?> list) {
            addElements(list);
        } else if (value instanceof Tuple tuple) {
            addElements(tuple.elements());
        } else if (value instanceof Map<?, ?> map) {
            Hints keyHints = orNew(keys);
            Hints valueHints = orNew(mapped);
            keys = keyHints;
            mapped = valueHints;
            map.forEach((k, v) -> {
                keyHints.add(k);
                valueHints.add(v);
            });
        } else if (value instanceof PythonObject object) {
            Map<String, Hints> hints = attributes == null ? new TreeMap<>() : attributes;
            attributes = hints;
            object.attributes().forEach((name, attribute) -> hints.computeIfAbsent(name, n -> new Hints())
                    .add(attribute));
        }
    }

    private static Hints orNew(@Nullable Hints hints) {
        return hints == null ? new Hints() : hints;
    }

    private void addScalar(Object value) {
        if (values != null && !values.containsKey(value)) {
            values.put(value, Scalars.raw(value));
            values = values.size() > MOST_VALUES ? null : values;
        }
    }

    private void addElements(List<?> list) {
        Hints hints = orNew(elements);
        elements = hints;
        list.forEach(hints::add);
    }

    /** Takes in what other hints of a column with the same name say. */
    Hints plus(Hints other) {
        types.addAll(other.types);
        if (values == null || other.values == null) {
            values = null;
        } else {
            values.putAll(other.values);
        }
        elements = plus(elements, other.elements);
        keys = plus(keys, other.keys);
        mapped = plus(mapped, other.mapped);
        if (other.attributes != null) {
            Map<String, Hints> hints = attributes == null ? new TreeMap<>() : attributes;
            attributes = hints;
            other.attributes.forEach((name, hint) ->
                    hints.computeIfAbsent(name, n -> new Hints()).plus(hint));
        }
        return this;
    }

    private static @Nullable Hints plus(@Nullable Hints mine, @Nullable Hints other) {
        return other == null ? mine : orNew(mine).plus(other);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("typeHints");
        for (ColumnType type : types) {
            json.writeString(type.name());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("columnValueHints");
        Set<String> texts = new LinkedHashSet<>(values == null ? List.of() : values.values());
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
        write(json, "elementHints", elements);
        write(json, "keyHints", keys);
        write(json, "valueHints", mapped);
        if (attributes != null) {
            json.writeObjectFieldStart("attributesHints");
            for (Map.Entry<String, Hints> attribute : attributes.entrySet()) {
                write(json, attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, @Nullable Hints hints) throws IOException {
        if (hints != null) {
            json.writeFieldName(name);
            hints.write(json);
        }
    }
}
