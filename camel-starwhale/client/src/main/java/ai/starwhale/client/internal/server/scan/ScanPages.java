// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Scan;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.rows.PageSource;
import ai.starwhale.client.internal.rows.RowPage;
import ai.starwhale.client.internal.server.pages.Key;
import ai.starwhale.client.internal.server.pages.KeyOrder;
import ai.starwhale.client.internal.server.pages.PageDecoder;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one scan of one table: each begins behind the last key of the one before, and a page that is shorter than
 * asked for is the last.
 */
final class ScanPages implements PageSource {
    private final Transport transport;
    private final String table;
    private final String purpose;
    private final Scan scan;
    private final Supplier<Set<Kind>> keyTypes;
    private final Runnable whenEmpty;
    private final PageDecoder decoder;
    private final PageFetch fetch;
    /** Asks for the page that comes next; null before the first. */
    private @Nullable PageQuery query;
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
     * @param fetches where a page is fetched while the one before is decoded
     */
    ScanPages(
            Transport transport,
            String table,
            String purpose,
            Scan scan,
            ObjectValues objects,
            Supplier<Set<Kind>> keyTypes,
            Runnable whenEmpty,
            Executor fetches) {
        this.transport = transport;
        this.table = table;
        this.purpose = purpose;
        this.scan = scan;
        this.keyTypes = keyTypes;
        this.whenEmpty = whenEmpty;
        this.decoder = new PageDecoder(
                PageQuery.KEY_COLUMN,
                scan.columns().isEmpty() || scan.columns().contains(PageQuery.KEY_COLUMN),
                objects);
        this.fetch = new PageFetch(transport, purpose, fetches);
    }

    @Override
    public @Nullable RowPage next() {
        if (ended) {
            return null;
        }
        PageQuery asked = query == null ? first() : query;
        RowPage page = read(asked);
        checkOrder(page);
        if (page.size() < scan.pageSize()) {
            ended = true;
        } else {
            query = behind(page, asked);
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

    @Override
    public void hurry(boolean wanted) {
        fetch.hurry(wanted);
    }

    private PageQuery first() {
        Key start = null;
        Key end = null;
        if (scan.start() != null || scan.end() != null) {
            Set<Kind> types = keyTypes.get();
            start = scan.start() == null ? null : Key.bound("start", scan.start(), types);
            end = scan.end() == null ? null : Key.bound("end", scan.end(), types);
        }
        return new PageQuery(table, scan, start, scan.startIsInclusive(), end, true);
    }

    /** Reads a page in the untyped form, a third of the size, where the page before showed that nothing is lost by it. */
    private RowPage read(PageQuery asked) {
        if (untypedIsClear && decoder.knowsTypes()) {
            Optional<RowPage> page = fetch.read(asked.withTypes(false), decoder::decodeUntyped);
            if (page.isPresent()) {
                return page.get();
            }
            // What hints told once they tell for ever: the rest of the table is not clearer.
            untypedIsClear = false;
        }
        return fetch.read(asked.withTypes(true), decoder::decode);
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
                    + (behind == null ? "the start" : Key.of(behind).kind()) + ", " + page.size()
                    + " rows came that do not follow");
        }
    }

    private static boolean follows(Object behind, @Nullable Object key) {
        return key == null || KeyOrder.ascends(behind, key);
    }

    private PageQuery behind(RowPage page, PageQuery asked) {
        Object last = page.lastKey();
        if (last == null) {
            throw trouble("the last of " + page.size() + " rows has no column '" + PageQuery.KEY_COLUMN
                    + "' from which to go on");
        }
        lastKey = last;
        return asked.behind(Key.of(last));
    }

    private ProtocolException trouble(String what) {
        return new ProtocolException("cannot read " + purpose + " on " + transport.base() + ": " + what, 0, null);
    }
}
