// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The type that an instance stores for a value. What is inside a list, tuple, map or object has a type of its own each,
 * because they need not be alike.
 */
public final class ValueType {

    /** What a value is; the names are those of the datastore. */
    public enum Kind {
        /** The type of a value that is nothing. */
        UNKNOWN,
        BOOL,
        INT8,
        INT16,
        INT32,
        INT64,
        FLOAT16,
        FLOAT32,
        FLOAT64,
        STRING,
        BYTES,
        LIST,
        TUPLE,
        MAP,
        OBJECT
    }

    private static final Map<Kind, ValueType> PLAIN = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : Kind.values()) {
            PLAIN.put(kind, new ValueType(kind, null, List.of(), List.of(), List.of()));
        }
    }

    private final Kind kind;
    private final @Nullable String pythonType;
    private final List<String> names;
    /** One type stands for all where all are the same, so that lists of any length share their type. */
    private final List<ValueType> keys;

    private final List<ValueType> values;
    private final int hash;

    private ValueType(
            Kind kind, @Nullable String pythonType, List<String> names, List<ValueType> keys, List<ValueType> values) {
        this.kind = kind;
        this.pythonType = pythonType;
        this.names = List.copyOf(names);
        this.keys = List.copyOf(keys);
        this.values = List.copyOf(values);
        this.hash = Objects.hash(kind, pythonType, this.names, this.keys, this.values);
    }

    /** The type of this kind with nothing inside: a scalar, or an empty list, tuple or map. */
    public static ValueType of(Kind kind) {
        return Objects.requireNonNull(PLAIN.get(kind));
    }

    /** A LIST or TUPLE whose elements have these types, in order. */
    public static ValueType sequence(Kind kind, List<ValueType> elements) {
        return elements.isEmpty() ? of(kind) : new ValueType(kind, null, List.of(), List.of(), shortened(elements));
    }

    /** A MAP whose pairs have these types, in order. */
    public static ValueType map(List<ValueType> keys, List<ValueType> values) {
        return keys.isEmpty()
                ? of(Kind.MAP)
                : new ValueType(Kind.MAP, null, List.of(), shortened(keys), shortened(values));
    }

    /** An OBJECT of a Python class whose attributes have these types. */
    public static ValueType object(String pythonType, Map<String, ValueType> attributes) {
        return new ValueType(
                Kind.OBJECT,
                pythonType,
                new ArrayList<>(attributes.keySet()),
                List.of(),
                new ArrayList<>(attributes.values()));
    }

    public Kind kind() {
        return kind;
    }

    /** The Python class of an OBJECT, null for every other kind. */
    public @Nullable String pythonType() {
        return pythonType;
    }

    /** The type of this element of a LIST or TUPLE, or of this value of a MAP, counted from 0. */
    public ValueType element(int index) {
        return values.size() == 1 ? values.get(0) : values.get(index);
    }

    /**
     * The types of the elements of a LIST or TUPLE, or of the values of a MAP, in order; one type stands for all where all
     * are the same. Empty for other kinds, and where there is nothing inside.
     */
    public List<ValueType> elements() {
        return kind == Kind.OBJECT ? List.of() : values;
    }

    /** The type of this key of a MAP, counted from 0. */
    public ValueType key(int index) {
        return keys.size() == 1 ? keys.get(0) : keys.get(index);
    }

    /** The types of the attributes of an OBJECT by name; empty for other kinds. */
    public Map<String, ValueType> attributes() {
        Map<String, ValueType> attributes = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            attributes.put(names.get(i), values.get(i));
        }
        return Collections.unmodifiableMap(attributes);
    }

    private static List<ValueType> shortened(List<ValueType> types) {
        ValueType first = types.get(0);
        for (ValueType type : types) {
            if (!type.equals(first)) {
                return types;
            }
        }
        return List.of(first);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ValueType that
                        && hash == that.hash
                        && kind == that.kind
                        && Objects.equals(pythonType, that.pythonType)
                        && names.equals(that.names)
                        && keys.equals(that.keys)
                        && values.equals(that.values));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** For example {@code INT64}, {@code TUPLE[INT64, LIST[FLOAT64]]}, {@code MAP[STRING: INT64]}. */
    @Override
    public String toString() {
        if (kind == Kind.OBJECT) {
            return kind + "[" + pythonType + "]";
        }
        if (values.isEmpty()) {
            return kind.name();
        }
        return kind + "[" + (keys.isEmpty() ? "" : join(keys) + ": ") + join(values) + "]";
    }

    private static String join(List<ValueType> types) {
        return String.join(", ", types.stream().map(ValueType::toString).toList());
    }
}
