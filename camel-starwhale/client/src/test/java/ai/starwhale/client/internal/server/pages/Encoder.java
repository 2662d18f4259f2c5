// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.Artifact;
import ai.starwhale.client.Link;
import ai.starwhale.client.Row;
import ai.starwhale.client.StarwhaleObject;
import ai.starwhale.client.ValueType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes decoded values with their stored types as a Server does: the way back, to show that nothing was lost. */
public final class Encoder {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Encoder() {}

    public static ObjectNode encode(Row row) {
        ObjectNode record = JSON.objectNode();
        row.forEach((column, value) -> record.set(column, encode(value, row.type(column))));
        return record;
    }

    private static ObjectNode encode(@Nullable Object value, ValueType type) {
        ObjectNode cell = JSON.objectNode().put("type", type.kind().name());
        if (type.pythonType() != null) {
            cell.put("pythonType", type.pythonType());
        }
        return cell.set("value", value == null ? JSON.nullNode() : content(value, type));
    }

    private static JsonNode content(Object value, ValueType type) {
        return switch (type.kind()) {
            case LIST, TUPLE -> sequence((List<?>) value, type);
            case MAP -> map((Map<?, ?>) value, type);
            case OBJECT -> object(attributes(value), type);
            case FLOAT16 -> JSON.textNode(HexFormat.of().toHexDigits((short) half((Float) value)));
            default -> JSON.textNode(Key.of(value).text());
        };
    }

    private static ArrayNode sequence(List<?> elements, ValueType type) {
        ArrayNode encoded = JSON.arrayNode();
        for (int i = 0; i < elements.size(); i++) {
            encoded.add(encode(elements.get(i), type.element(i)));
        }
        return encoded;
    }

    private static ArrayNode map(Map<?, ?> pairs, ValueType type) {
        ArrayNode encoded = JSON.arrayNode();
        int i = 0;
        for (Map.Entry<?, ?> pair : pairs.entrySet()) {
            Object key = pair.getKey() instanceof ByteBuffer bytes ? unwrapped(bytes) : pair.getKey();
            ObjectNode both = encoded.addObject();
            both.set("key", encode(key, type.key(i)));
            both.set("value", encode(pair.getValue(), type.element(i++)));
        }
        return encoded;
    }

    private static Map<String, Object> attributes(Object value) {
        if (value instanceof Link link) {
            return link.attributes();
        }
        return value instanceof Artifact artifact ? artifact.attributes() : ((StarwhaleObject) value).attributes();
    }

    private static ObjectNode object(Map<String, Object> attributes, ValueType type) {
        ObjectNode encoded = JSON.objectNode();
        Map<String, ValueType> types = type.attributes();
        attributes.forEach((name, value) -> encoded.set(name, encode(value, types.get(name))));
        return encoded;
    }

    /** The bits of a number that came from 16 of them. */
    private static int half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        float magnitude = Math.abs(value);
        if (magnitude < 0x1p-14f) {
            return sign | (int) (magnitude * 0x1p24f);
        }
        int exponent = magnitude <= Float.MAX_VALUE ? ((bits >>> 23) & 0xff) - 112 : 0x1f;
        return sign | (exponent << 10) | ((bits >>> 13) & 0x3ff);
    }

    private static byte[] unwrapped(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
