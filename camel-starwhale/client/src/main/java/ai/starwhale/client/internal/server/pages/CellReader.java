// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.rows.Kinds;
import ai.starwhale.client.internal.rows.KnownTypes;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.rows.Scalars;
import ai.starwhale.client.internal.rows.TypeCollector;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values, {@code {"type":"INT64","value":"000000000000000a"}}, nested to any depth. The value and its type
 * are left in {@link #value} and {@link #type}: a pair for each of a million cells would cost more than reading them.
 */
final class CellReader {
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString VALUE = new SerializedString("value");

    private final KnownTypes types;
    private final ObjectValues objects;

    @Nullable Object value;

    ValueType type = ValueType.of(Kind.UNKNOWN);

    CellReader(KnownTypes types, ObjectValues objects) {
        this.types = types;
        this.objects = objects;
    }

    /** Reads one value; the parser stands on its opening brace, and afterwards on its closing one. */
    void read(JsonParser parser) throws IOException {
        expect(parser, JsonToken.START_OBJECT);
        // A Server writes type before value, except for objects; the parser is quickest when it is told what to expect.
        if (!parser.nextFieldName(TYPE)) {
            readInAnyOrder(parser, null);
            return;
        }
        parser.nextToken();
        Kind kind = Kinds.read(parser);
        if (kind == Kind.OBJECT || !parser.nextFieldName(VALUE)) {
            readInAnyOrder(parser, kind);
            return;
        }
        parser.nextToken();
        readValue(kind, parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            parser.skipChildren();
        }
    }

    private void readInAnyOrder(JsonParser parser, @Nullable Kind known) throws IOException {
        Kind kind = known;
        String pythonType = null;
        TokenBuffer early = null;
        boolean seen = false;
        JsonToken first = parser.currentToken();
        String field = first == JsonToken.FIELD_NAME
                ? parser.currentName()
                : first == JsonToken.END_OBJECT ? null : parser.nextFieldName();
        for (; field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "type" -> kind = Kinds.read(parser);
                case "pythonType" -> pythonType = token == JsonToken.VALUE_NULL ? null : parser.getText();
                case "value" -> {
                    seen = true;
                    if (kind != null) {
                        readValue(kind, parser);
                    } else if (token == JsonToken.START_OBJECT) {
                        readAttributes(parser);
                    } else {
                        early = new TokenBuffer(parser);
                        early.copyCurrentStructure(parser);
                    }
                }
                default -> parser.skipChildren();
            }
        }
        if (kind == null || !seen) {
            throw new ProtocolException("a value without " + (kind == null ? "type" : "value"), 0, null);
        }
        if (early != null) {
            try (JsonParser again = early.asParser()) {
                again.nextToken();
                readValue(kind, again);
            }
        }
        if (value instanceof Attributes attributes) {
            finishObject(kind, Objects.requireNonNullElse(pythonType, ""), attributes);
        }
    }

    private void finishObject(Kind kind, String pythonType, Attributes attributes) {
        if (kind != Kind.OBJECT) {
            throw new ProtocolException("a value of type " + kind + " with attributes", 0, null);
        }
        value = objects.of(pythonType, attributes.values);
        type = types.same(ValueType.object(pythonType, attributes.types));
    }

    private void readValue(Kind kind, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            value = null;
            type = ValueType.of(kind);
        } else if (kind == Kind.LIST || kind == Kind.TUPLE) {
            readSequence(kind, parser);
        } else if (kind == Kind.MAP) {
            readMap(parser);
        } else if (kind == Kind.OBJECT) {
            readAttributes(parser);
        } else {
            expect(parser, JsonToken.VALUE_STRING);
            value = Scalars.decode(kind, parser);
            type = ValueType.of(kind);
        }
    }

    private void readSequence(Kind kind, JsonParser parser) throws IOException {
        expect(parser, JsonToken.START_ARRAY);
        List<@Nullable Object> elements = new ArrayList<>(4);
        TypeCollector inside = new TypeCollector();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            read(parser);
            elements.add(value);
            inside.add(type);
        }
        value = Collections.unmodifiableList(elements);
        type = types.sequence(kind, inside);
    }

    private void readMap(JsonParser parser) throws IOException {
        expect(parser, JsonToken.START_ARRAY);
        Map<@Nullable Object, @Nullable Object> pairs = new LinkedHashMap<>();
        TypeCollector keyTypes = new TypeCollector();
        TypeCollector valueTypes = new TypeCollector();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, JsonToken.START_OBJECT);
            Object key = null;
            Object mapped = null;
            ValueType keyType = null;
            ValueType mappedType = null;
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                read(parser);
                if (field.equals("key")) {
                    key = value instanceof byte[] bytes ? ByteBuffer.wrap(bytes).asReadOnlyBuffer() : value;
                    keyType = type;
                } else if (field.equals("value")) {
                    mapped = value;
                    mappedType = type;
                }
            }
            if (keyType == null || mappedType == null) {
                throw new ProtocolException("a pair of a MAP without key or value", 0, null);
            }
            pairs.put(key, mapped);
            keyTypes.add(keyType);
            valueTypes.add(mappedType);
        }
        value = Collections.unmodifiableMap(pairs);
        type = types.same(ValueType.map(keyTypes.all(), valueTypes.all()));
    }

    private void readAttributes(JsonParser parser) throws IOException {
        expect(parser, JsonToken.START_OBJECT);
        Attributes attributes = new Attributes(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            read(parser);
            attributes.values.put(name, value);
            attributes.types.put(name, type);
        }
        value = attributes;
    }

    private static void expect(JsonParser parser, JsonToken token) throws IOException {
        if (parser.currentToken() != token) {
            throw new ProtocolException(
                    "a value with " + parser.currentToken() + " where " + token + " belongs", 0, null);
        }
    }

    /** What is inside an object, before its class is known. */
    private record Attributes(Map<String, Object> values, Map<String, ValueType> types) {}
}
