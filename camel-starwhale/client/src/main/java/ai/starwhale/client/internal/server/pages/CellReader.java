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
 * Reads typed values, {@code {"type":"INT64","value":"000000000000000a"}}, nested to any depth. Each is read with the type
 * that it probably has, and a type is left behind only where it is another one: to store one for each of a million cells
 * would cost more than reading them.
 */
final class CellReader {
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString VALUE = new SerializedString("value");
    private static final ValueType NOT_KNOWN = ValueType.of(Kind.UNKNOWN);

    private final KnownTypes types;
    private final ObjectValues objects;
    /** The type of the value that was read last, until it is asked for; null if it is the expected one. */
    private @Nullable ValueType other;

    CellReader(KnownTypes types, ObjectValues objects) {
        this.types = types;
        this.objects = objects;
    }

    /** Reads one value; the parser stands on its opening brace, and afterwards on its closing one. */
    @Nullable Object read(JsonParser parser, ValueType expected) throws IOException {
        expect(parser, JsonToken.START_OBJECT);
        // A Server writes type before value, except for objects; the parser is quickest when it is told what to expect.
        if (!parser.nextFieldName(TYPE)) {
            return readInAnyOrder(parser, null, expected);
        }
        parser.nextToken();
        Kind kind = Kinds.read(parser);
        if (kind == Kind.OBJECT || !parser.nextFieldName(VALUE)) {
            return readInAnyOrder(parser, kind, expected);
        }
        parser.nextToken();
        Object value = readValue(kind, parser, expected);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            parser.skipChildren();
        }
        return value;
    }

    /** The type of the value that was read last, which was expected to be this one. */
    ValueType typeOr(ValueType expected) {
        ValueType found = other;
        if (found == null) {
            return expected;
        }
        other = null;
        return found;
    }

    private @Nullable Object readInAnyOrder(JsonParser parser, @Nullable Kind known, ValueType expected)
            throws IOException {
        Kind kind = known;
        String pythonType = null;
        TokenBuffer early = null;
        Object value = null;
        boolean seen = false;
        JsonToken first = parser.currentToken();
        String field = first == JsonToken.FIELD_NAME
                ? parser.currentName()
                : first == JsonToken.END_OBJECT ? null : parser.nextFieldName();
        for (; field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "type" -> kind = Kinds.read(parser);
                case "pythonType" -> pythonType = token == JsonToken.VALUE_NULL ? null : text(parser);
                case "value" -> {
                    seen = true;
                    if (kind != null) {
                        value = readValue(kind, parser, expected);
                    } else if (token == JsonToken.START_OBJECT) {
                        value = readAttributes(parser);
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
                value = readValue(kind, again, expected);
            }
        }
        return value instanceof Attributes attributes
                ? object(kind, Objects.requireNonNullElse(pythonType, ""), attributes)
                : value;
    }

    private Object object(Kind kind, String pythonType, Attributes attributes) {
        if (kind != Kind.OBJECT) {
            throw new ProtocolException("a value of type " + kind + " with attributes", 0, null);
        }
        other = types.same(ValueType.object(pythonType, attributes.types));
        return objects.of(pythonType, attributes.values);
    }

    private @Nullable Object readValue(Kind kind, JsonParser parser, ValueType expected) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            other = ValueType.of(kind);
            return null;
        } else if (kind == Kind.LIST || kind == Kind.TUPLE) {
            return readSequence(kind, parser, expected);
        } else if (kind == Kind.MAP) {
            return readMap(parser);
        } else if (kind == Kind.OBJECT) {
            return readAttributes(parser);
        }
        expect(parser, JsonToken.VALUE_STRING);
        if (expected.kind() != kind) {
            other = ValueType.of(kind);
        }
        return Scalars.decode(kind, parser);
    }

    private Object readSequence(Kind kind, JsonParser parser, ValueType expected) throws IOException {
        expect(parser, JsonToken.START_ARRAY);
        List<@Nullable Object> elements = new ArrayList<>(4);
        TypeCollector inside = new TypeCollector();
        boolean isExpected = expected.kind() == kind;
        List<ValueType> before = isExpected ? expected.elements() : List.of();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            ValueType element = expectedElement(before, elements.size());
            elements.add(read(parser, element));
            inside.add(typeOr(element));
        }
        if (!isExpected || !inside.are(before)) {
            other = types.sequence(kind, inside);
        }
        return Collections.unmodifiableList(elements);
    }

    private static ValueType expectedElement(List<ValueType> before, int index) {
        int size = before.size();
        return size == 1 ? before.get(0) : index < size ? before.get(index) : NOT_KNOWN;
    }

    private Object readMap(JsonParser parser) throws IOException {
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
                if (field.equals("key")) {
                    Object value = read(parser, NOT_KNOWN);
                    key = value instanceof byte[] bytes ? ByteBuffer.wrap(bytes).asReadOnlyBuffer() : value;
                    keyType = typeOr(NOT_KNOWN);
                } else if (field.equals("value")) {
                    mapped = read(parser, NOT_KNOWN);
                    mappedType = typeOr(NOT_KNOWN);
                } else {
                    parser.skipChildren();
                }
            }
            if (keyType == null || mappedType == null) {
                throw new ProtocolException("a pair of a MAP without key or value", 0, null);
            }
            Scalars.put(pairs, key, mapped);
            keyTypes.add(keyType);
            valueTypes.add(mappedType);
        }
        other = types.same(ValueType.map(keyTypes.all(), valueTypes.all()));
        return Collections.unmodifiableMap(pairs);
    }

    private Attributes readAttributes(JsonParser parser) throws IOException {
        expect(parser, JsonToken.START_OBJECT);
        Attributes attributes = new Attributes(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            attributes.values.put(name, read(parser, NOT_KNOWN));
            attributes.types.put(name, typeOr(NOT_KNOWN));
        }
        return attributes;
    }

    private static String text(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_STRING);
        return parser.getText();
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
