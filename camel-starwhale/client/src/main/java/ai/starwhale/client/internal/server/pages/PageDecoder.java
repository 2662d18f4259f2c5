// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType;
import ai.starwhale.client.internal.rows.KnownTypes;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.rows.RowLayout;
import ai.starwhale.client.internal.rows.RowPage;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of a Server's {@code scanTable}, as a stream. One decoder serves one scan, page after page: what it
 * learns of the columns it keeps.
 *
 * <p>An answer in the untyped form is read by its own {@code columnHints}, which stand before its records. They are of
 * the whole table at that moment, so that a type or a column that appears in the middle of a scan shows in time.
 */
public final class PageDecoder {
    // Without interning: names come from a remote table, and the parser gives the same String for the same name anyway.
    private static final JsonFactory JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .build()
            .getFactory();

    private static final int EXPECTED_ROWS = 1000;

    private final RowShapes shapes;
    private final KnownTypes known = new KnownTypes();
    private final ObjectValues objects;
    private @Nullable Schema schema;
    /** The types of the row before, which the next one probably has too. */
    private ValueType[] types = {};

    /** With {@code keepKey} false the key column is no column of the rows. */
    public PageDecoder(String keyColumn, boolean keepKey, ObjectValues objects) {
        this.shapes = new RowShapes(keyColumn, keepKey);
        this.objects = objects;
    }

    /** The same, with every object as data. */
    public PageDecoder(String keyColumn, boolean keepKey) {
        this(keyColumn, keepKey, ObjectValues.AS_DATA);
    }

    /** Whether the hints of the last page tell the type of every value, so that the next one can come without types. */
    public boolean knowsTypes() {
        return schema != null;
    }

    /**
     * Reads an answer with types.
     *
     * @throws IOException if the answer ends early or is not JSON
     * @throws ProtocolException if it is not what a Server answers
     */
    public RowPage decode(InputStream answer) throws IOException {
        return decode(answer, true);
    }

    /**
     * Reads an answer without types.
     *
     * @return nothing if it does not tell the type of every value: it has to be asked for with types
     * @throws IOException if the answer ends early or is not JSON
     */
    public Optional<RowPage> decodeUntyped(InputStream answer) throws IOException {
        try {
            return Optional.of(decode(answer, false));
        } catch (ProtocolException unclear) {
            schema = null;
            return Optional.empty();
        }
    }

    private RowPage decode(InputStream answer, boolean withTypes) throws IOException {
        Schema before = schema;
        schema = null;
        try (JsonParser parser = JSON.createParser(answer)) {
            RowPage page = null;
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                    JsonToken token = parser.nextToken();
                    if (field.equals("data") && token == JsonToken.START_OBJECT) {
                        page = decodeData(parser, before, withTypes);
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            if (page == null) {
                throw new ProtocolException("an answer to a scan that holds no records", 0, null);
            }
            return page;
        }
    }

    private @Nullable RowPage decodeData(JsonParser parser, @Nullable Schema before, boolean withTypes)
            throws IOException {
        RowPage page = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (field.equals("records") && token == JsonToken.START_ARRAY) {
                page = withTypes ? decodeRecords(parser, null) : decodeUntypedRecords(parser);
            } else if (field.equals("columnHints") && token == JsonToken.START_OBJECT && page == null) {
                Schema now = Schema.read(parser);
                // The same object as before, so that what was found by it need not be found again.
                schema = now != null && now.agreesWith(before) ? before : now;
            } else {
                parser.skipChildren();
            }
        }
        return page;
    }

    private RowPage decodeUntypedRecords(JsonParser parser) throws IOException {
        if (schema == null) {
            throw new ProtocolException("records without types, and no hints that tell them", 0, null);
        }
        return decodeRecords(parser, schema);
    }

    /** Reads records with types, or by a schema. */
    private RowPage decodeRecords(JsonParser parser, @Nullable Schema by) throws IOException {
        List<Row> rows = new ArrayList<>(EXPECTED_ROWS);
        List<@Nullable Object> keys = new ArrayList<>(EXPECTED_ROWS);
        CellReader typed = new CellReader(known, objects);
        UntypedCellReader untyped = new UntypedCellReader(known);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new ProtocolException("a record that is no object", 0, null);
            }
            RowShapes.Node node = shapes.start();
            Draft row = new Draft(types);
            for (RowShapes.Node next = node.next(parser); next != null; next = node.next(parser)) {
                node = next;
                parser.nextToken();
                if (by == null) {
                    ValueType expected = row.expected();
                    row.add(typed.read(parser, expected), typed.typeOr(expected));
                } else {
                    HintedType hinted = node.type(by);
                    row.add(untyped.read(parser, hinted), untyped.typeOr(hinted.type));
                }
            }
            RowLayout layout = node.layout();
            rows.add(row.finish(layout.shape()));
            keys.add(layout.key() < 0 ? null : row.value(layout.key()));
            types = layout.shape().types();
        }
        return new RowPage(rows, keys);
    }
}
