// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Artifact;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.Link;
import ai.starwhale.client.Row;
import ai.starwhale.client.StarwhaleObject;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows, their cells, summaries, jobs and changes of status as JSON, as the type converters write them.
 *
 * <ul>
 *   <li>Numbers are written with all their digits; NaN and the infinities, which JSON has no numbers for, are the texts
 *       {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 *   <li>Bytes are base64.
 *   <li>A map is an object. Keys that are numbers, booleans or null are written as text, those that are bytes in base64.
 *       A map with other keys, or with keys of the same text, is a list of {@code [key, value]}.
 *   <li>An {@link Artifact} says what it is and where its bytes lie, and a {@link Link} where it leads; nothing is fetched.
 *       A {@link StarwhaleObject} is its {@code pythonType} and its {@code attributes}.
 *   <li>A record, such as a job, is an object of its components without those that are null; times are ISO 8601.
 * </ul>
 */
public final class StarwhaleJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    /** Half a character: it has no bytes in UTF-8, so it has to be escaped. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private StarwhaleJson() {}

    /**
     * The value as JSON text on one line.
     *
     * @param value a row, a value as in a {@link Row}, a list or map of such, or a record
     */
    public static String toJson(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON: " + e.getMessage(), e);
        }
        String written = text.toString();
        return hasSurrogate(written) ? LONE_SURROGATE.matcher(written).replaceAll(StarwhaleJson::escaped) : written;
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String escaped(MatchResult half) {
        return String.format("\\\\u%04X", (int) half.group().charAt(0));
    }

    private static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Number number) {
            writeNumber(number, json);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Row row) {
            writeObject(row, json);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, json);
        } else if (value instanceof Artifact artifact) {
            writeObject(described(artifact), json);
        } else if (value instanceof Link link) {
            writeObject(described(link), json);
        } else if (value instanceof Record data && !(value instanceof JobStatus)) {
            writeObject(components(data), json);
        } else {
            json.writeString(Objects.requireNonNullElseGet(name(value), value::toString));
        }
    }

    private static void writeNumber(Number number, JsonGenerator json) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            // As text of its own type: 0.1f is 0.1 and not 0.10000000149011612.
            if (Double.isFinite(number.doubleValue())) {
                json.writeNumber(number.toString());
            } else {
                json.writeString(number.toString());
            }
        } else if (number instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else {
            json.writeNumber(number.longValue());
        }
    }

    private static void writeObject(Map<String, ?> members, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, ?> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            write(member.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void writeMap(Map<?, ?> map, JsonGenerator json) throws IOException {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = name(entry.getKey());
            if (name == null || named.containsKey(name)) {
                writePairs(map, json);
                return;
            }
            named.put(name, entry.getValue());
        }
        writeObject(named, json);
    }

    private static void writePairs(Map<?, ?> map, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeStartArray();
            write(entry.getKey(), json);
            write(entry.getValue(), json);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** The text of a map's key, or null where it has none. */
    private static @Nullable String name(@Nullable Object key) {
        if (key == null || key instanceof String || key instanceof Number || key instanceof Boolean) {
            return String.valueOf(key);
        } else if (key instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return Base64.getEncoder().encodeToString(copy);
        }
        return null;
    }

    private static Map<String, Object> described(Artifact artifact) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("type", artifact.type());
        described.put("mimeType", artifact.mimeType());
        described.put("displayName", artifact.displayName());
        if (!artifact.shape().isEmpty()) {
            described.put("shape", artifact.shape());
        }
        if (!artifact.encoding().isEmpty()) {
            described.put("encoding", artifact.encoding());
        }
        if (!artifact.dtype().isEmpty()) {
            described.put("dtype", artifact.dtype());
        }
        Link link = artifact.link();
        if (link != null) {
            described.put("link", described(link));
        }
        return described;
    }

    private static Map<String, Object> described(Link link) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("uri", link.uri());
        if (link.pythonType().equals(Link.REFERENCE)) {
            described.put("displayText", Objects.requireNonNullElse(link.displayText(), ""));
            described.put("mimeType", Objects.requireNonNullElse(link.mimeType(), ""));
        } else {
            described.put("offset", link.offset());
            described.put("size", link.size());
        }
        return described;
    }

    private static Map<String, Object> components(Record data) {
        Map<String, Object> components = new LinkedHashMap<>();
        for (RecordComponent component : data.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(data);
                if (value != null) {
                    components.put(component.getName(), value);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("cannot write " + data.getClass() + " as JSON", e);
            }
        }
        return components;
    }
}
