// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.rows.KnownTypes;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.rows.Scalars;
import ai.starwhale.client.internal.rows.TypeCollector;
import ai.starwhale.client.internal.standalone.datastore.CellSchema.Attributes;
import ai.starwhale.client.internal.standalone.datastore.CellSchema.Pair;
import ai.starwhale.client.internal.standalone.datastore.CellSchema.Pairs;
import ai.starwhale.client.internal.standalone.datastore.CellSchema.Plain;
import ai.starwhale.client.internal.standalone.datastore.CellSchema.Sequence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values by their schema. The value and its type are left in {@link #value} and {@link #type}. */
final class CellReader {
    private final KnownTypes types = new KnownTypes();
    private final ObjectValues objects;

    @Nullable Object value;

    ValueType type = ValueType.of(Kind.UNKNOWN);

    CellReader(ObjectValues objects) {
        this.objects = objects;
    }

    /** Reads the value that comes next. */
    void read(Cursor cursor, CellSchema schema) {
        if (schema instanceof Plain plain) {
            readPlain(cursor, plain.kind());
        } else if (schema instanceof Sequence sequence) {
            readSequence(cursor, sequence);
        } else if (schema instanceof Pairs pairs) {
            readPairs(cursor, pairs);
        } else {
            readAttributes(cursor, (Attributes) schema);
        }
    }

    private void readPlain(Cursor cursor, Kind kind) {
        type = ValueType.of(kind);
        if (kind == Kind.UNKNOWN) {
            cursor.skipValue();
            value = null;
        } else if (cursor.takesNull()) {
            value = null;
        } else {
            value = scalar(cursor, kind);
        }
    }

    private static Object scalar(Cursor cursor, Kind kind) {
        return switch (kind) {
            case STRING -> cursor.string();
            case INT64 -> cursor.bits(kind, 16);
            case INT32 -> (int) cursor.bits(kind, 8);
            case INT16 -> (short) cursor.bits(kind, 4);
            case INT8 -> (byte) cursor.bits(kind, 2);
            case FLOAT64 -> Double.longBitsToDouble(cursor.bits(kind, 16));
            case FLOAT32 -> Float.intBitsToFloat((int) cursor.bits(kind, 8));
            case FLOAT16 -> Scalars.halfToFloat((int) cursor.bits(kind, 4));
            case BOOL -> cursor.bool();
            case BYTES -> cursor.bytes();
            case UNKNOWN, LIST, TUPLE, MAP, OBJECT -> throw cursor.odd("a " + kind);
        };
    }

    private boolean readNull(Cursor cursor, Kind kind) {
        value = null;
        type = ValueType.of(kind);
        return cursor.takesNull();
    }

    private void readSequence(Cursor cursor, Sequence schema) {
        if (readNull(cursor, schema.kind())) {
            return;
        }
        Map<Integer, CellSchema> exceptions = schema.exceptions();
        List<@Nullable Object> elements = new ArrayList<>(4);
        TypeCollector inside = new TypeCollector();
        cursor.expect('[');
        for (int i = 0; cursor.hasMore(']', i == 0); i++) {
            CellSchema element = schema.element();
            if (!exceptions.isEmpty()) {
                element = exceptions.getOrDefault(i, element);
            }
            read(cursor, element);
            elements.add(value);
            inside.add(type);
        }
        value = Collections.unmodifiableList(elements);
        type = types.sequence(schema.kind(), inside);
    }

    /** Pairs are a list of lists of two; in old files they are an object, whose names are the keys. */
    private void readPairs(Cursor cursor, Pairs schema) {
        if (readNull(cursor, Kind.MAP)) {
            return;
        }
        boolean isOld = cursor.next() == '{';
        char close = isOld ? '}' : ']';
        Map<@Nullable Object, @Nullable Object> pairs = new LinkedHashMap<>();
        TypeCollector keyTypes = new TypeCollector();
        TypeCollector valueTypes = new TypeCollector();
        cursor.expect(isOld ? '{' : '[');
        for (int i = 0; cursor.hasMore(close, i == 0); i++) {
            Pair pair = schema.exceptions().getOrDefault(i, schema.pair());
            if (!isOld) {
                cursor.expect('[');
            }
            read(cursor, pair.key());
            Object key = value instanceof byte[] bytes ? ByteBuffer.wrap(bytes).asReadOnlyBuffer() : value;
            keyTypes.add(type);
            cursor.expect(isOld ? ':' : ',');
            read(cursor, pair.value());
            valueTypes.add(type);
            Scalars.put(pairs, key, value);
            if (!isOld) {
                cursor.expect(']');
            }
        }
        value = Collections.unmodifiableMap(pairs);
        type = types.same(ValueType.map(keyTypes.all(), valueTypes.all()));
    }

    @SuppressWarnings("NullAway") // An attribute may hold nothing, which the face of ObjectValues cannot say.
    private void readAttributes(Cursor cursor, Attributes schema) {
        if (readNull(cursor, Kind.OBJECT)) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, ValueType> inside = new LinkedHashMap<>();
        cursor.expect('{');
        for (boolean first = true; cursor.hasMore('}', first); first = false) {
            String name = cursor.name();
            CellSchema attribute = schema.attributes().get(name);
            if (attribute == null) {
                throw cursor.odd("an attribute of " + schema.attributes().keySet() + ", not '" + name + "',");
            }
            read(cursor, attribute);
            values.put(name, value);
            inside.put(name, type);
        }
        value = objects.of(schema.pythonType(), values);
        type = types.same(ValueType.object(schema.pythonType(), inside));
    }
}
