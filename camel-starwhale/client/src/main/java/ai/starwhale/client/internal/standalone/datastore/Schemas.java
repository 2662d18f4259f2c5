// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of revisions. They are repeated for each, and are most of a table's bytes: one that is known by its bytes is
 * not read again, and those that came last are found by a comparison each.
 */
final class Schemas {
    /** A table in which each list is different must not fill the memory with schemas. */
    private static final int MOST_BYTES = 4 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RowOptions options;
    private final Map<ByteBuffer, RecordSchema> known = new HashMap<>();
    private int bytes;
    private final @Nullable RecordSchema[] recent = new RecordSchema[8];

    Schemas(RowOptions options) {
        this.options = options;
    }

    /** The schema that comes next. */
    RecordSchema read(Cursor cursor) {
        for (int i = 0; i < recent.length; i++) {
            RecordSchema guess = recent[i];
            if (guess == null) {
                break;
            }
            if (cursor.takes(guess.text)) {
                return guess;
            }
        }
        RecordSchema found = find(cursor);
        System.arraycopy(recent, 0, recent, 1, recent.length - 1);
        recent[0] = found;
        return found;
    }

    private RecordSchema find(Cursor cursor) {
        int from = cursor.position();
        cursor.skipValue();
        byte[] text = cursor.since(from);
        RecordSchema found = known.get(ByteBuffer.wrap(text));
        if (found == null) {
            if (bytes > MOST_BYTES) {
                known.clear();
                bytes = 0;
            }
            found = parse(text);
            known.put(ByteBuffer.wrap(text), found);
            bytes += text.length;
        }
        return found;
    }

    private RecordSchema parse(byte[] text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (IOException e) {
            throw new ProtocolException("a schema is not JSON: " + e.getMessage(), 0, e);
        }
        if (!json.isObject()) {
            throw new ProtocolException("a schema is not an object", 0, null);
        }
        Map<String, CellSchema> columns = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> column : json.properties()) {
            columns.put(column.getKey(), CellSchema.of(column.getValue()));
        }
        return new RecordSchema(text, columns, options);
    }
}
