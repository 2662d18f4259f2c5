// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.ValueType;
import ai.starwhale.client.internal.datastore.RowShapes.Layout;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of a Server's {@code scanTable} and {@code queryTable} in their typed form, as a stream. One decoder
 * serves one scan, page after page: what it learns of the columns it keeps.
 */
public final class PageDecoder {
    // Without interning: names come from a remote table, and the parser gives the same String for the same name anyway.
    private static final JsonFactory JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .build()
            .getFactory();

    private final RowShapes shapes;
    private final CellReader cells = new CellReader();
    private @Nullable Object[] values = new Object[16];
    private ValueType[] types = new ValueType[16];

    /** With {@code keepKey} false the key column is no column of the rows. */
    public PageDecoder(String keyColumn, boolean keepKey) {
        this.shapes = new RowShapes(keyColumn, keepKey);
    }

    /**
     * Reads one answer.
     *
     * @throws IOException if the answer ends early or is not JSON
     * @throws ProtocolException if it is not what a Server answers
     */
    public RowPage decode(InputStream answer) throws IOException {
        try (JsonParser parser = JSON.createParser(answer)) {
            RowPage page = null;
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                    JsonToken token = parser.nextToken();
                    if (field.equals("data") && token == JsonToken.START_OBJECT) {
                        page = decodeData(parser);
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

    private @Nullable RowPage decodeData(JsonParser parser) throws IOException {
        RowPage page = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (field.equals("records") && token == JsonToken.START_ARRAY) {
                page = decodeRecords(parser);
            } else {
                parser.skipChildren();
            }
        }
        return page;
    }

    private RowPage decodeRecords(JsonParser parser) throws IOException {
        List<Row> rows = new ArrayList<>();
        List<@Nullable Object> keys = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new ProtocolException("a record that is no object", 0, null);
            }
            RowShapes.Node node = shapes.start();
            int count = 0;
            for (String column = parser.nextFieldName(); column != null; column = parser.nextFieldName()) {
                parser.nextToken();
                cells.read(parser);
                if (count == values.length) {
                    values = Arrays.copyOf(values, 2 * count);
                    types = Arrays.copyOf(types, 2 * count);
                }
                values[count] = cells.value;
                types[count++] = cells.type;
                node = node.then(column);
            }
            Layout layout = node.layout();
            rows.add(row(layout));
            keys.add(layout.key < 0 ? null : values[layout.key]);
        }
        return new RowPage(rows, keys);
    }

    private Row row(Layout layout) {
        RowShape shape = layout.shape;
        @Nullable Object[] cellValues = new Object[shape.size()];
        ValueType[] cellTypes = new ValueType[shape.size()];
        for (int i = 0; i < cellValues.length; i++) {
            int source = layout.sources[i];
            cellValues[i] = values[source];
            cellTypes[i] = types[source];
        }
        return new ShapedRow(shape, cellValues, shape.shared(cellTypes));
    }
}
