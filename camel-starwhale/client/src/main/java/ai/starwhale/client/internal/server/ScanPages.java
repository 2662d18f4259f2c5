// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.http.Call;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.rows.PageSource;
import ai.starwhale.client.internal.rows.RowPage;
import ai.starwhale.client.internal.server.pages.Key;
import ai.starwhale.client.internal.server.pages.KeyOrder;
import ai.starwhale.client.internal.server.pages.PageDecoder;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one scan of one table: each begins behind the last key of the one before, and a page that is shorter than
 * asked for is the last.
 *
 * <p>A bound is always sent with its type. Without one the Server takes the type that the table's last write happened to
 * have, and a scan over keys of several types would never end.
 */
final class ScanPages implements PageSource {
    /** The key column of all tables of evaluations; no answer of a Server names it. */
    static final String KEY_COLUMN = "id";

    private final Transport transport;
    private final String table;
    private final String purpose;
    private final Scan scan;
    private final Supplier<Set<Kind>> keyTypes;
    private final Runnable whenEmpty;
    private final PageDecoder decoder;
    private @Nullable Key start;
    private boolean startInclusive;
    private @Nullable Key end;
    /** That of the page before, as it was read. */
    private @Nullable Object lastKey;

    private boolean started;
    private boolean ended;
    private boolean untypedIsClear = true;

    /**
     * Asks nothing yet.
     *
     * @param table the full name of the table
     * @param purpose what is read, for messages
     * @param objects what the table's objects become
     * @param keyTypes the types of the table's keys, asked for when the scan has bounds
     * @param whenEmpty called when there is not one row
     */
    ScanPages(
            Transport transport,
            String table,
            String purpose,
            Scan scan,
            ObjectValues objects,
            Supplier<Set<Kind>> keyTypes,
            Runnable whenEmpty) {
        this.transport = transport;
        this.table = table;
        this.purpose = purpose;
        this.scan = scan;
        this.keyTypes = keyTypes;
        this.whenEmpty = whenEmpty;
        this.decoder = new PageDecoder(
                KEY_COLUMN, scan.columns().isEmpty() || scan.columns().contains(KEY_COLUMN), objects);
    }

    @Override
    public @Nullable RowPage next() {
        if (ended) {
            return null;
        }
        if (!started) {
            setBounds();
        }
        RowPage page = read();
        checkOrder(page);
        if (page.size() < scan.pageSize()) {
            ended = true;
        } else {
            goOnBehind(page);
        }
        if (page.size() == 0) {
            if (!started) {
                whenEmpty.run();
            }
            return null;
        }
        started = true;
        return page;
    }

    /** Reads a page in the untyped form, a third of the size, where the page before showed that nothing is lost by it. */
    private RowPage read() {
        if (untypedIsClear && decoder.knowsTypes()) {
            Optional<RowPage> page = transport.call(scanCall(false), decoder::decodeUntyped);
            if (page.isPresent()) {
                return page.get();
            }
            // What hints told once they tell for ever: the rest of the table is not clearer.
            untypedIsClear = false;
        }
        return transport.call(scanCall(true), decoder::decode);
    }

    private Call scanCall(boolean withTypes) {
        return Documents.scan("read " + purpose, body().put("encodeWithType", withTypes));
    }

    private void setBounds() {
        startInclusive = scan.startIsInclusive();
        if (scan.start() == null && scan.end() == null) {
            return;
        }
        Set<Kind> types = keyTypes.get();
        start = scan.start() == null ? null : Key.bound("start", scan.start(), types);
        end = scan.end() == null ? null : Key.bound("end", scan.end(), types);
    }

    /** A Server that gives rows a second time, one page or a round of several, would be asked for ever. */
    private void checkOrder(RowPage page) {
        Object behind = lastKey;
        boolean follows = page.size() <= scan.pageSize();
        if (behind != null && page.size() > 0) {
            follows &= follows(behind, page.keys().get(0)) && follows(behind, page.lastKey());
        }
        if (!follows) {
            throw trouble("asked for " + scan.pageSize() + " rows behind "
                    + (start == null ? "the start" : start.kind()) + ", " + page.size()
                    + " rows came that do not follow");
        }
    }

    private static boolean follows(Object behind, @Nullable Object key) {
        return key == null || KeyOrder.ascends(behind, key);
    }

    private void goOnBehind(RowPage page) {
        Object last = page.lastKey();
        if (last == null) {
            throw trouble(
                    "the last of " + page.size() + " rows has no column '" + KEY_COLUMN + "' from which to go on");
        }
        lastKey = last;
        start = Key.of(last);
        startInclusive = false;
    }

    private ProtocolException trouble(String what) {
        return new ProtocolException("cannot read " + purpose + " on " + transport.base() + ": " + what, 0, null);
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode wanted = body.putArray("tables").addObject().put("tableName", table);
        if (!scan.columns().isEmpty()) {
            addColumns(wanted);
        }
        // Nothing is sent as null: a Server takes that for 0 or false, and not for what it does by default.
        if (start != null) {
            body.put("start", start.text()).put("startType", start.kind().name());
            body.put("startInclusive", startInclusive);
        }
        if (end != null) {
            body.put("end", end.text()).put("endType", end.kind().name());
            body.put("endInclusive", scan.endIsInclusive());
        }
        if (scan.keepsNone()) {
            // The typed form heeds the table's setting, the untyped one wants both.
            wanted.put("keepNone", true);
            body.put("keepNone", true);
        }
        return body.put("limit", scan.pageSize());
    }

    private void addColumns(ObjectNode wanted) {
        var columns = wanted.putArray("columns");
        scan.columns().forEach(column -> columns.addObject().put("columnName", column));
        if (!scan.columns().contains(KEY_COLUMN)) {
            columns.addObject().put("columnName", KEY_COLUMN);
        }
    }

    @Override
    public String toString() {
        return purpose;
    }
}
