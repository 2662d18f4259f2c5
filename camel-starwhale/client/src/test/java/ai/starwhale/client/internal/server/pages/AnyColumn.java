// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.ValueType.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes random values of one column, or of what is inside its values, as a Server writes them in both forms, and keeps
 * the hints that the Server would give of them.
 */
final class AnyColumn {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<Kind> SCALARS = List.of(
            Kind.BOOL,
            Kind.INT8,
            Kind.INT16,
            Kind.INT32,
            Kind.INT64,
            Kind.FLOAT32,
            Kind.FLOAT64,
            Kind.STRING,
            Kind.BYTES);

    private final Random random;
    /** What values may be: one kind mostly, as in most tables. */
    private final List<Kind> kinds = new ArrayList<>();

    private final List<AnyColumn> inside = new ArrayList<>();
    private final Set<Kind> seen = EnumSet.noneOf(Kind.class);

    AnyColumn(Random random, int depth) {
        this(random, depth, false);
    }

    private AnyColumn(Random random, int depth, boolean key) {
        this.random = random;
        int count = random.nextInt(8) == 0 ? 2 : 1;
        for (int i = 0; i < count; i++) {
            kinds.add(anyKind(depth, key));
        }
        if (depth > 0) {
            inside.add(new AnyColumn(random, depth - 1, key));
            inside.add(new AnyColumn(random, key ? 0 : depth - 1, true));
            inside.add(new AnyColumn(random, depth - 1, key));
        }
    }

    private Kind anyKind(int depth, boolean key) {
        int choice = depth == 0 ? 9 : random.nextInt(10);
        if (key) {
            // Of sequences only tuples: to Java a list is the same key as a tuple.
            return choice == 0 ? Kind.TUPLE : SCALARS.get(random.nextInt(SCALARS.size()));
        }
        return switch (choice) {
            case 0, 1 -> Kind.LIST;
            case 2, 3 -> Kind.TUPLE;
            case 4 -> Kind.MAP;
            case 5 -> Kind.OBJECT;
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    /** A value in both forms. */
    record Both(JsonNode typed, JsonNode untyped, String asKey) {}

    Both next() {
        if (random.nextInt(20) == 0) {
            return new Both(cell(Kind.UNKNOWN, JSON.nullNode()), JSON.nullNode(), "null");
        }
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        seen.add(kind);
        return switch (kind) {
            case LIST, TUPLE -> sequence(kind);
            case MAP -> map();
            case OBJECT -> object();
            default -> scalar(kind);
        };
    }

    private Both scalar(Kind kind) {
        String text = AnyScalar.text(kind, random);
        return new Both(cell(kind, JSON.textNode(text)), JSON.textNode(text), text);
    }

    private Both sequence(Kind kind) {
        ArrayNode typed = JSON.arrayNode();
        ArrayNode untyped = JSON.arrayNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            Both element = inside.get(0).next();
            typed.add(element.typed);
            untyped.add(element.untyped);
        }
        return new Both(cell(kind, typed), untyped, untyped.toString());
    }

    private Both map() {
        ArrayNode typed = JSON.arrayNode();
        ObjectNode untyped = JSON.objectNode();
        Set<JsonNode> keys = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Both key = inside.get(1).next();
            Both value = inside.get(2).next();
            if (keys.add(key.typed)) {
                typed.addObject().<ObjectNode>set("value", value.typed).set("key", key.typed);
                untyped.set(key.asKey, value.untyped);
            }
        }
        return new Both(cell(Kind.MAP, typed), untyped, untyped.toString());
    }

    private Both object() {
        ObjectNode typed = JSON.objectNode();
        ObjectNode untyped = JSON.objectNode();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Both attribute = inside.get(i).next();
            typed.set("attribute" + i, attribute.typed);
            untyped.set("attribute" + i, attribute.untyped);
        }
        // A Server writes the type of an object last.
        ObjectNode cell = JSON.objectNode().put("pythonType", random.nextBoolean() ? "LINK" : "a.B");
        cell.<ObjectNode>set("value", typed).put("type", Kind.OBJECT.name());
        return new Both(cell, untyped, untyped.toString());
    }

    private static ObjectNode cell(Kind kind, JsonNode value) {
        return JSON.objectNode().put("type", kind.name()).set("value", value);
    }

    /** What section 12 of the protocol says of the values so far. */
    boolean isSameInBothForms() {
        if (seen.contains(Kind.MAP) || seen.contains(Kind.OBJECT) || seen.size() > 1) {
            return false;
        }
        return !isSequence() || inside.get(0).isSameInBothForms();
    }

    private boolean isSequence() {
        return seen.contains(Kind.LIST) || seen.contains(Kind.TUPLE);
    }

    ObjectNode hints() {
        ObjectNode hints = JSON.objectNode();
        ArrayNode types = hints.putArray("typeHints");
        names().forEach(types::add);
        hints.putArray("columnValueHints").add("a value").add("{\"typeHints\":[\"MAP\"]}");
        if (isSequence()) {
            hints.set("elementHints", inside.get(0).hints());
        }
        if (seen.contains(Kind.MAP)) {
            hints.set("keyHints", inside.get(1).hints());
            hints.set("valueHints", inside.get(2).hints());
        }
        if (seen.contains(Kind.OBJECT)) {
            ObjectNode attributes = hints.putObject("attributesHints");
            for (int i = 0; i < inside.size(); i++) {
                attributes.set("attribute" + i, inside.get(i).hints());
            }
        }
        return hints;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        seen.forEach(kind -> names.add(kind.name()));
        return names;
    }
}
