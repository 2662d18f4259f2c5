// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.rows.ObjectValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of blocks: {@code {"key": "id", "records": {"<revision>": {"schema": {...}, "data": {...}}, ...}}}.
 * Source: {@code InnerRecord} and {@code Record} of the Python SDK.
 */
final class EntryReader {
    private static final byte[] SCHEMA = "{\"schema\": ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = ", \"data\": ".getBytes(StandardCharsets.US_ASCII);

    /** How the SDK begins a line. */
    private final byte[] beginning;

    private final RowOptions options;
    private final Schemas schemas;
    private final CellReader cells;
    private final Cursor cursor = new Cursor();

    EntryReader(RowOptions options, ObjectValues objects) {
        this.beginning = ("{\"key\": \"" + options.keyColumn() + "\", \"records\": {").getBytes(StandardCharsets.UTF_8);
        this.options = options;
        this.schemas = new Schemas(options);
        this.cells = new CellReader(objects);
    }

    /** Reads one line, for a block with revisions of this range. */
    Entry read(byte[] bytes, int from, int to, Block block) {
        cursor.on(bytes, from, to);
        List<Revision> revisions = List.of();
        cursor.expect('{');
        for (boolean isFirst = true; cursor.hasMore('}', isFirst); isFirst = false) {
            switch (cursor.name()) {
                case "key" -> checkKeyColumn(cursor.string());
                case "records" -> revisions = readRevisions(block);
                default -> cursor.skipValue();
            }
        }
        cursor.expectEnd();
        if (revisions.isEmpty()) {
            throw new ProtocolException("a row has no revisions", 0, null);
        }
        return Entry.of(revisions);
    }

    /** The key of a line and nothing else; null where the line is not as the SDK writes it and all of it must be read. */
    @Nullable Object key(byte[] bytes, int from, int to, Block block) {
        cursor.on(bytes, from, to);
        if (!cursor.takes(beginning)) {
            return null;
        }
        readNumber(block);
        if (!cursor.takes(SCHEMA)) {
            return null;
        }
        RecordSchema schema = schemas.read(cursor);
        return cursor.takes(DATA) ? schema.readKey(cursor, cells) : null;
    }

    private void checkKeyColumn(String column) {
        if (!column.equals(options.keyColumn())) {
            throw new ProtocolException(
                    "a row has the key column '" + column + "', the table has '" + options.keyColumn() + "'", 0, null);
        }
    }

    private List<Revision> readRevisions(Block block) {
        List<Revision> revisions = new ArrayList<>(1);
        cursor.expect('{');
        for (boolean isFirst = true; cursor.hasMore('}', isFirst); isFirst = false) {
            long number = readNumber(block);
            int at = revisions.size();
            while (at > 0 && revisions.get(at - 1).number > number) {
                at--;
            }
            revisions.add(at, readRevision(number));
        }
        return revisions;
    }

    private long readNumber(Block block) {
        long number = cursor.number();
        if (number < block.firstRevision() || number > block.lastRevision()) {
            throw new ProtocolException(
                    "it has revision " + number + ", and the manifest says " + block.firstRevision() + " to "
                            + block.lastRevision(),
                    0,
                    null);
        }
        return number;
    }

    private Revision readRevision(long number) {
        int from = cursor.position();
        if (cursor.takes(SCHEMA)) {
            RecordSchema schema = schemas.read(cursor);
            if (cursor.takes(DATA)) {
                Revision revision = schema.read(number, cursor, cells, options.keepNone());
                if (cursor.next() == '}') {
                    cursor.expect('}');
                    return revision;
                }
            }
        }
        // Not as the SDK writes it, but perhaps JSON all the same.
        cursor.goTo(from);
        return readInAnyOrder(number);
    }

    private Revision readInAnyOrder(long number) {
        RecordSchema schema = null;
        int data = -1;
        cursor.expect('{');
        for (boolean isFirst = true; cursor.hasMore('}', isFirst); isFirst = false) {
            switch (cursor.name()) {
                case "schema" -> schema = schemas.read(cursor);
                case "data" -> {
                    data = cursor.position();
                    cursor.skipValue();
                }
                default -> cursor.skipValue();
            }
        }
        if (schema == null || data < 0) {
            throw cursor.odd("a revision with schema and data");
        }
        int end = cursor.position();
        cursor.goTo(data);
        Revision revision = schema.read(number, cursor, cells, options.keepNone());
        cursor.goTo(end);
        return revision;
    }
}
