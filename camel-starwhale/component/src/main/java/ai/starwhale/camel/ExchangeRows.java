// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.RowStream;
import java.io.Closeable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as the body of a message, made for a Splitter. A Splitter that stops in the middle reads an
 * iterator to its end before it closes it; this one is at its end as soon as the exchange that owns it has failed, so
 * that no page is fetched for nothing.
 *
 * <p>It is not closed when its exchange is done, because the body may well have been handed to another exchange that
 * goes on reading; pages are fetched one by one, so that nothing is left open.
 *
 * @param <T> a row, or a page of rows
 */
final class ExchangeRows<T> implements Iterator<T>, Closeable {
    private final RowStream rows;
    private final Parts<T> parts;
    /** A Splitter that works in parallel reads the rest on another thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable Exchange owner;

    private ExchangeRows(RowStream rows, Parts<T> parts) {
        this.rows = rows;
        this.parts = parts;
    }

    /** The rows for this exchange. */
    static ExchangeRows<?> of(RowStream rows, OutputType type, Exchange owner) {
        ExchangeRows<?> body = type == OutputType.pages
                ? new ExchangeRows<>(rows, RowStream::nextPage)
                : new ExchangeRows<>(rows, RowStream::next);
        body.ownedBy(owner);
        return body;
    }

    /** From now on it is this exchange whose failure ends the rows. */
    void ownedBy(Exchange exchange) {
        owner = exchange;
        exchange.getExchangeExtension().addOnCompletion(new Handover());
    }

    @Override
    public boolean hasNext() {
        lock.lock();
        try {
            return !ownerFailed() && rows.hasNext();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public T next() {
        lock.lock();
        try {
            if (ownerFailed()) {
                throw new NoSuchElementException("the exchange that reads these rows has failed");
            }
            return parts.next(rows);
        } finally {
            lock.unlock();
        }
    }

    private boolean ownerFailed() {
        Exchange exchange = owner;
        return exchange != null && exchange.getException() != null;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            rows.close();
        } finally {
            lock.unlock();
        }
    }

    /** Short, and reads nothing: bodies end up in logs. */
    @Override
    public String toString() {
        return rows.toString();
    }

    /** How a part is taken from the stream. */
    private interface Parts<T> {
        T next(RowStream rows);
    }

    /** Follows the exchange when it is handed to another thread, and ends the rows when it fails for good. */
    private final class Handover extends SynchronizationAdapter {

        @Override
        public void beforeHandover(Exchange target) {
            owner = target;
        }

        @Override
        public void onFailure(Exchange exchange) {
            if (exchange.equals(owner)) {
                close();
            }
        }
    }
}
