// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.Artifact;
import ai.starwhale.client.Link;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.StarwhaleObject;
import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a value with what the SDK read: the type, and the value to the last bit. */
final class RecordedCell {
    private static final HexFormat HEX = HexFormat.of();
    private int autoConverted;
    private int artifacts;

    /** How many values were stored as objects that are turned into a text or bytes by themselves. */
    int autoConverted() {
        return autoConverted;
    }

    /** How many artifacts were compared with their bytes. */
    int artifacts() {
        return artifacts;
    }

    void check(JsonNode expected, Object value, ValueType type) {
        String kind = expected.path("t").asText();
        if (Set.of("str", "bytes").contains(kind)) {
            autoConverted++;
            String python = kind.equals("str") ? "Text" : "Binary";
            assertThat(type.pythonType()).isEqualTo("starwhale.base.data_type." + python);
            Object text = kind.equals("str") ? expected.path("v").asText() : base64(expected.path("b64"));
            assertThat(value).isEqualTo(text);
            return;
        }
        same(kind.equals("NONE") ? "UNKNOWN" : kind, type.kind().name());
        switch (type.kind()) {
            case UNKNOWN -> assertThat(value).isNull();
            case BOOL -> same(expected.path("v").asBoolean(), value);
            case INT8 -> same((byte) expected.path("v").asInt(), value);
            case INT16 -> same((short) expected.path("v").asInt(), value);
            case INT32 -> same(expected.path("v").asInt(), value);
            case INT64 -> same(expected.path("v").asLong(), value);
            case FLOAT16, FLOAT32, FLOAT64 -> checkFloat(expected, value, type.kind());
            case STRING -> same(expected.path("v").asText(), value);
            case BYTES -> assertThat(bytes(value)).isEqualTo(base64(expected.path("b64")));
            case LIST, TUPLE -> checkList(expected.path("v"), (List<?>) value, type);
            case MAP -> checkMap(expected.path("v"), (Map<?, ?>) value, type);
            case OBJECT -> checkObject(expected, value, type);
        }
    }

    private static void same(Object expected, Object found) {
        // There are hundreds of thousands of values, and an assertion takes a while to prepare what it says.
        if (!expected.equals(found)) {
            assertThat(found).isEqualTo(expected);
        }
    }

    private static byte[] base64(JsonNode text) {
        return Base64.getDecoder().decode(text.asText());
    }

    /** As a key of a map they are wrapped. */
    private static byte[] bytes(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return (byte[]) value;
    }

    private static void checkFloat(JsonNode expected, Object value, Kind kind) {
        assertThat(value).isInstanceOf(kind == Kind.FLOAT64 ? Double.class : Float.class);
        String found = HEX.toHexDigits(Double.doubleToRawLongBits(((Number) value).doubleValue()));
        if (Double.isNaN(((Number) value).doubleValue())) {
            assertThat(expected.path("v").asText()).isEqualTo("nan");
        } else {
            same(expected.path("f64").asText(), found);
        }
        if (kind == Kind.FLOAT32) {
            same(expected.path("hex").asText(), HEX.toHexDigits(Float.floatToRawIntBits((Float) value)));
        } else if (kind == Kind.FLOAT64) {
            same(expected.path("hex").asText(), found);
        }
    }

    private void checkList(JsonNode expected, List<?> value, ValueType type) {
        assertThat(value).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            check(expected.get(i), value.get(i), type.element(i));
        }
    }

    private void checkMap(JsonNode expected, Map<?, ?> value, ValueType type) {
        assertThat(value).hasSize(expected.size());
        List<Map.Entry<?, ?>> pairs = new ArrayList<>(value.entrySet());
        for (int i = 0; i < expected.size(); i++) {
            check(expected.get(i).get(0), pairs.get(i).getKey(), type.key(i));
            check(expected.get(i).get(1), pairs.get(i).getValue(), type.element(i));
        }
    }

    private void checkObject(JsonNode expected, Object value, ValueType type) {
        Map<String, Object> attributes;
        String pythonType;
        if (value instanceof Artifact artifact) {
            attributes = artifact.attributes();
            pythonType = artifact.pythonType();
            checkBytes(expected.path("bytes"), artifact);
        } else if (value instanceof Link link) {
            attributes = link.attributes();
            pythonType = link.pythonType();
        } else {
            attributes = ((StarwhaleObject) value).attributes();
            pythonType = ((StarwhaleObject) value).pythonType();
        }
        assertThat(pythonType).isEqualTo(expected.path("py").asText()).isEqualTo(type.pythonType());
        assertThat(attributes.keySet())
                .containsExactlyElementsOf(() -> expected.path("attrs").fieldNames());
        for (Map.Entry<String, JsonNode> attribute : expected.path("attrs").properties()) {
            String name = attribute.getKey();
            check(attribute.getValue(), attributes.get(name), type.attributes().get(name));
        }
    }

    /** Those that lead out of the instance, or nowhere, are an error here and there. */
    private void checkBytes(JsonNode expected, Artifact artifact) {
        artifacts++;
        if (expected.has("error")) {
            assertThatThrownBy(artifact::bytes).isInstanceOf(StarwhaleException.class);
            return;
        }
        byte[] bytes = artifact.bytes();
        same(expected.path("len").asInt(), bytes.length);
        same(expected.path("sha256").asText(), HEX.formatHex(sha256(bytes)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
