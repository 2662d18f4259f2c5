// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.rows.KnownTypes;
import ai.starwhale.client.internal.rows.Scalars;
import ai.starwhale.client.internal.rows.TypeCollector;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values without types, {@code "000000000000000a"}, by the types that the hints of their page tell. What it gives
 * is what {@link CellReader} gives for the same cell, the types included. A value that is not of its type is a {@link
 * ProtocolException}.
 */
final class UntypedCellReader {
    private static final ValueType NULL = ValueType.of(Kind.UNKNOWN);

    private final KnownTypes types;

    @Nullable Object value;

    ValueType type = NULL;

    UntypedCellReader(KnownTypes types) {
        this.types = types;
    }

    /** Reads one value; the parser stands on its first token, and afterwards on its last one. */
    void read(JsonParser parser, HintedType hinted) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            value = Scalars.decode(hinted.kind, parser);
            type = hinted.type;
        } else if (token == JsonToken.VALUE_NULL) {
            value = null;
            type = NULL;
        } else if (token == JsonToken.START_ARRAY && hinted.isSequence()) {
            readSequence(parser, hinted);
        } else {
            throw new ProtocolException("a cell of type " + hinted + " cannot hold " + token, 0, null);
        }
    }

    private void readSequence(JsonParser parser, HintedType hinted) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>(4);
        TypeCollector inside = new TypeCollector();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            read(parser, hinted.elements());
            elements.add(value);
            inside.add(type);
        }
        value = Collections.unmodifiableList(elements);
        type = hinted.elements().type.equals(inside.only()) ? hinted.type : types.sequence(hinted.kind, inside);
    }
}
