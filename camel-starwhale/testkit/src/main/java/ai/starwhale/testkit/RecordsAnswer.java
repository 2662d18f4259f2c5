// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer of scanTable and queryTable. */
final class RecordsAnswer {

    private static final int ROW_SIZE = 400;

    private final boolean typed;
    private final boolean raw;
    private final boolean keepNone;
    private final boolean isShuffled;

    RecordsAnswer(boolean typed, boolean raw, boolean keepNone, boolean isShuffled) {
        this.typed = typed;
        this.raw = raw;
        this.keepNone = keepNone;
        this.isShuffled = isShuffled;
    }

    byte[] write(
            @Nullable Set<String> columnTypes,
            Map<String, Hints> hints,
            List<Map<String, ?>> rows,
            @Nullable Object lastKey) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(4096 + rows.size() * ROW_SIZE);
        try (JsonGenerator json = Json.MAPPER.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("code", "success");
            json.writeStringField("message", "Success");
            json.writeObjectFieldStart("data");
            if (columnTypes != null) {
                columnTypes(json, columnTypes);
            }
            json.writeObjectFieldStart("columnHints");
            for (Map.Entry<String, Hints> hint : hints.entrySet()) {
                json.writeFieldName(hint.getKey());
                hint.getValue().write(json);
            }
            json.writeEndObject();
            json.writeArrayFieldStart("records");
            CellWriter cells = new CellWriter(json, typed, raw, isShuffled);
            for (Map<String, ?> row : rows) {
                cells.row(row, keepNone);
            }
            json.writeEndArray();
            if (lastKey != null) {
                json.writeStringField("lastKey", Scalars.encode(lastKey));
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    private static void columnTypes(JsonGenerator json, Set<String> names) throws IOException {
        json.writeArrayFieldStart("columnTypes");
        for (String name : names) {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
