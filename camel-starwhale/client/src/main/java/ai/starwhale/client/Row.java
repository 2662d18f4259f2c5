// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.Map;

/**
 * One row of a table: a read-only map from column names to values, the key column first and the rest by name.
 *
 * <p>Values are Byte, Short, Integer, Long, Float, Double, Boolean, String, byte[], List (for LIST and TUPLE), Map, and for
 * objects {@link Artifact}, {@link Link} and {@link StarwhaleObject}. Texts and bytes that the Python SDK stored as
 * artifacts because they are long come as String and byte[]; they are fetched when the row is given. A cell that the table does not have is absent; a cell that holds nothing is present with null
 * where the scan asked for it ({@link Scan#keepNone()}). Byte arrays that are keys of a map are wrapped in a read-only
 * {@link java.nio.ByteBuffer}, so that {@link Map#get} finds them.
 */
public interface Row extends Map<String, Object> {

    /**
     * The type that the instance stores for this cell, which says more than the Java value: LIST or TUPLE, the width of
     * a number, the Python class of an object.
     *
     * @throws IllegalArgumentException if the row has no such column
     */
    ValueType type(String column);
}
