// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes cells as a scan or a query asked for them: with or without types, encoded or raw. */
final class CellWriter {

    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString VALUE = new SerializedString("value");
    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString PYTHON_TYPE = new SerializedString("pythonType");

    private final JsonGenerator json;
    private final boolean typed;
    private final boolean raw;
    private final boolean isShuffled;

    CellWriter(JsonGenerator json, boolean typed, boolean raw, boolean isShuffled) {
        this.json = json;
        this.typed = typed;
        this.raw = raw;
        this.isShuffled = isShuffled;
    }

    private <K, V> Collection<Map.Entry<K, V>> entries(Map<K, V> map) {
        if (!isShuffled) {
            return map.entrySet();
        }
        List<Map.Entry<K, V>> entries = new ArrayList<>(map.entrySet());
        Collections.shuffle(entries);
        return entries;
    }

    void row(Map<String, ?> row, boolean keepNone) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, ?> cell : entries(row)) {
            if (keepNone || cell.getValue() != null) {
                json.writeFieldName(cell.getKey());
                cell(cell.getValue());
            }
        }
        json.writeEndObject();
    }

    private void cell(@Nullable Object value) throws IOException {
        if (!typed) {
            value(value);
            return;
        }
        json.writeStartObject();
        json.writeFieldName(TYPE);
        json.writeString(ColumnType.of(value).name());
        if (value instanceof PythonObject object) {
            json.writeFieldName(PYTHON_TYPE);
            json.writeString(object.pythonType());
        }
        json.writeFieldName(VALUE);
        value(value);
        json.writeEndObject();
    }

    private void value(@Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof List<?> list) {
            elements(list);
        } else if (value instanceof Tuple tuple) {
            elements(tuple.elements());
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof PythonObject object) {
            row(object.attributes(), true);
        } else {
            json.writeString(scalar(value));
        }
    }

    private void elements(List<?> list) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            cell(element);
        }
        json.writeEndArray();
    }

    private void map(Map<?, ?> map) throws IOException {
        if (typed) {
            json.writeStartArray();
            for (Map.Entry<?, ?> entry : entries(map)) {
                json.writeStartObject();
                json.writeFieldName(KEY);
                cell(entry.getKey());
                json.writeFieldName(VALUE);
                cell(entry.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            return;
        }
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : entries(map)) {
            json.writeFieldName(String.valueOf(text(entry.getKey())));
            cell(entry.getValue());
        }
        json.writeEndObject();
    }

    /** A key of a map as text; of a tuple it is Java's text of the list. */
    private @Nullable Object text(@Nullable Object key) {
        if (key == null) {
            return null;
        } else if (key instanceof Tuple tuple) {
            return text(tuple.elements());
        } else if (key instanceof List<?> list) {
            List<@Nullable Object> texts = new ArrayList<>();
            list.forEach(element -> texts.add(text(element)));
            return texts;
        }
        return ColumnType.of(key).isScalar() ? scalar(key) : key;
    }

    private String scalar(Object value) {
        return raw ? Scalars.raw(value) : Scalars.encode(value);
    }
}
