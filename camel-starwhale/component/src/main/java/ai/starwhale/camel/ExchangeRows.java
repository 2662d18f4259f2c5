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
 * goes on reading; pages are fetched one by one, so that nothing is left open. Whoever still reads after the exchange
 * has failed for good is such another one, and is told, because an early end would look like a small table.
 *
 * @param <T> a row, or a page of rows
 */
final class ExchangeRows<T> implements Iterator<T>, Closeable {
    private final RowStream rows;
    private final Parts<T> parts;
    /** A Splitter that works in parallel reads the rest on another thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable Exchange owner;
    /** The owner failed, and is done with these rows. */
    private volatile boolean orphaned;

    /** Thrown again whenever somebody reads on: an error handler that tries a Splitter again must not see an end. */
    private @Nullable RuntimeException failure;

    private volatile boolean closed;

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
        orphaned = false;
        exchange.getExchangeExtension().addOnCompletion(new Handover());
    }

    @Override
    public boolean hasNext() {
        lock.lock();
        try {
            return !ownerFailed() && (failure != null || orphaned || rows.hasNext());
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
            if (failure == null) {
                return part();
            }
            throw failure;
        } finally {
            lock.unlock();
        }
    }

    private T part() {
        try {
            if (orphaned) {
                throw new IllegalStateException("the message that these rows were made for has failed; where a copy of"
                        + " it reads on, split StarwhaleRows.rows() and not the body");
            }
            return parts.next(rows);
        } catch (NoSuchElementException end) {
            throw end;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
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
            closed = true;
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

    /** Follows the exchange when it is handed to another thread, and lets go of it when it is done. */
    private final class Handover extends SynchronizationAdapter {

        @Override
        public void beforeHandover(Exchange target) {
            owner = target;
        }

        @Override
        public void onDone(Exchange exchange) {
            if (exchange.equals(owner)) {
                // A pool may give this exchange to another message, whose failure is none of ours.
                orphaned = exchange.getException() != null && !closed;
                owner = null;
            }
        }
    }
}
