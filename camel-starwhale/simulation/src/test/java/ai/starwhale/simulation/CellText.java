// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.client.Row;
import ai.starwhale.client.StarwhaleObject;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Cells with their types as texts, which can be compared. */
final class CellText {
    private CellText() {}

    /** The cells of a row by column, without those that hold nothing. */
    static Map<String, String> of(Row row) {
        Map<String, String> cells = new TreeMap<>();
        row.forEach((column, value) -> {
            if (value != null) {
                cells.put(column, row.type(column).kind() + " " + of(value));
            }
        });
        return cells;
    }

    /** A value as both the client and a table of the embedded Server have it, but for tuples and objects. */
    static String of(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(CellText::of).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, inner) -> sorted.put(of(key), of(inner)));
            return sorted.toString();
        } else if (value instanceof StarwhaleObject object) {
            return object.pythonType() + of(object.attributes());
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        return value == null ? "nothing" : value.getClass().getSimpleName() + ":" + value;
    }
}
