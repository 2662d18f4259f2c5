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
    /** As in {@link CellReader}. */
    private @Nullable ValueType other;

    UntypedCellReader(KnownTypes types) {
        this.types = types;
    }

    /** Reads one value; the parser stands on its first token, and afterwards on its last one. */
    @Nullable Object read(JsonParser parser, HintedType hinted) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return Scalars.decode(hinted.kind, parser);
        } else if (token == JsonToken.VALUE_NULL) {
            other = NULL;
            return null;
        } else if (token == JsonToken.START_ARRAY && hinted.isSequence()) {
            return readSequence(parser, hinted);
        }
        throw new ProtocolException("a cell of type " + hinted + " cannot hold " + token, 0, null);
    }

    /** The type of the value that was read last, which was hinted to be this one. */
    ValueType typeOr(ValueType hinted) {
        ValueType found = other;
        if (found == null) {
            return hinted;
        }
        other = null;
        return found;
    }

    private Object readSequence(JsonParser parser, HintedType hinted) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>(4);
        TypeCollector inside = new TypeCollector();
        HintedType element = hinted.elements();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(parser, element));
            inside.add(typeOr(element.type));
        }
        if (!inside.are(hinted.type.elements())) {
            other = types.sequence(hinted.kind, inside);
        }
        return Collections.unmodifiableList(elements);
    }
}
