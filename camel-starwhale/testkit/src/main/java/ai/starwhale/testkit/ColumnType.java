// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The column types that the Server knows. */
enum ColumnType {
    BOOL,
    BYTES,
    FLOAT32,
    FLOAT64,
    INT16,
    INT32,
    INT64,
    INT8,
    LIST,
    MAP,
    OBJECT,
    STRING,
    TUPLE,
    UNKNOWN;

    static ColumnType of(@Nullable Object value) {
        if (value instanceof String) {
            return STRING;
        } else if (value instanceof Long) {
            return INT64;
        } else if (value instanceof Double) {
            return FLOAT64;
        } else if (value instanceof List) {
            return LIST;
        } else if (value instanceof Tuple) {
            return TUPLE;
        } else if (value == null) {
            return UNKNOWN;
        } else if (value instanceof Integer) {
            return INT32;
        } else if (value instanceof Boolean) {
            return BOOL;
        } else if (value instanceof Float) {
            return FLOAT32;
        } else if (value instanceof Map) {
            return MAP;
        } else if (value instanceof PythonObject) {
            return OBJECT;
        } else if (value instanceof byte[]) {
            return BYTES;
        } else if (value instanceof Short) {
            return INT16;
        } else if (value instanceof Byte) {
            return INT8;
        }
        throw new IllegalArgumentException(
                "no column type for " + value.getClass().getName());
    }

    static ColumnType named(String name) {
        for (ColumnType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("No enum constant ai.starwhale.mlops.datastore.ColumnType." + name);
    }

    boolean isScalar() {
        return switch (this) {
            case LIST, TUPLE, MAP, OBJECT, UNKNOWN -> false;
            default -> true;
        };
    }
}
