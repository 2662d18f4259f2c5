// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.rows.Kinds;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of all columns of a table, as the {@code columnHints} of an answer tell them. There is a schema only where
 * every column, all the way down, has one scalar type or is a LIST or TUPLE of such: the untyped form loses the classes
 * of objects and the order of maps, and cannot tell two types apart.
 */
final class Schema {
    private final Map<String, HintedType> columns;

    private Schema(Map<String, HintedType> columns) {
        this.columns = columns;
    }

    /**
     * Reads hints; the parser stands on their opening brace, and afterwards on the closing one.
     *
     * @return null where they do not tell the type of every value
     */
    static @Nullable Schema read(JsonParser parser) throws IOException {
        Map<String, HintedType> columns = new HashMap<>();
        boolean clear = true;
        for (String column = parser.nextFieldName(); column != null; column = parser.nextFieldName()) {
            parser.nextToken();
            HintedType type = clear ? type(parser) : skipped(parser);
            clear = type != null;
            if (type != null) {
                columns.put(column, type);
            }
        }
        return clear ? new Schema(columns) : null;
    }

    private static @Nullable HintedType skipped(JsonParser parser) throws IOException {
        parser.skipChildren();
        return null;
    }

    private static @Nullable HintedType type(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return skipped(parser);
        }
        Kind kind = null;
        HintedType elements = HintedType.NOTHING;
        boolean more = false;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "typeHints" -> kind = only(parser);
                case "elementHints" -> elements = type(parser);
                case "columnValueHints" -> parser.skipChildren();
                // Those of maps and objects, and what a later Server may add.
                default -> {
                    more = true;
                    parser.skipChildren();
                }
            }
        }
        return kind == null || elements == null || more ? null : type(kind, elements);
    }

    private static @Nullable HintedType type(Kind kind, HintedType elements) {
        return switch (kind) {
            case LIST, TUPLE -> HintedType.sequence(kind, elements);
            case MAP, OBJECT -> null;
            case UNKNOWN -> elements.equals(HintedType.NOTHING) ? HintedType.NOTHING : null;
            default -> elements.equals(HintedType.NOTHING) ? HintedType.scalar(kind) : null;
        };
    }

    /** The one kind of a list; UNKNOWN where there is none, and null where there are several. */
    private static @Nullable Kind only(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            skipped(parser);
            return null;
        }
        Kind only = Kind.UNKNOWN;
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            // UNKNOWN beside values was never seen; it would not be one type either.
            only = parser.currentToken() == JsonToken.VALUE_STRING ? Kinds.find(parser) : null;
            parser.skipChildren();
            count++;
        }
        return count > 1 || (count == 1 && only == Kind.UNKNOWN) ? null : only;
    }

    /** Whether the other one says the same of the same columns. */
    boolean agreesWith(@Nullable Schema other) {
        return other != null && columns.equals(other.columns);
    }

    /** The type of a column; of one that there are no hints of, that of nothing. */
    HintedType of(String column) {
        return columns.getOrDefault(column, HintedType.NOTHING);
    }
}
