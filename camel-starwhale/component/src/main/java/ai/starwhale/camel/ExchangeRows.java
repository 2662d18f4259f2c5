// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.RowStream;
import java.io.Closeable;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * has failed for good is such another one, and is told, because an early end would look like a small table. For the same
 * reason a Splitter that is tried again is told, unless there is a checkpoint, behind which it begins again.
 *
 * @param <T> a row, or a page of rows
 */
final class ExchangeRows<T> implements Iterator<T>, Closeable {
    private final RowSource source;
    private final Parts<T> parts;
    private final Progress progress;
    /** A Splitter that works in parallel reads the rest on another thread. */
    private final ReentrantLock lock = new ReentrantLock();
    /** It is known that there is a part: a Splitter asks several times, and need not come for the lock each time. */
    private final AtomicBoolean ready = new AtomicBoolean();

    private StoppableRows rows;
    private volatile @Nullable Exchange owner;
    /** The owner failed, and is done with these rows. */
    private volatile boolean orphaned;

    /** Thrown again whenever somebody reads on: an error handler that tries a Splitter again must not see an end. */
    private @Nullable RuntimeException failure;
    /** The owner failed while it read. */
    private boolean interrupted;

    private volatile boolean closed;

    private ExchangeRows(RowSource source, Parts<T> parts, int partsOfAPage) {
        this.source = source;
        this.parts = parts;
        this.progress = new Progress(source.checkpoint(), partsOfAPage);
        this.rows = source.open();
    }

    /** The rows for this exchange. */
    static ExchangeRows<?> of(RowSource source, OutputType type, Exchange owner) {
        ExchangeRows<?> body = type == OutputType.pages
                ? new ExchangeRows<>(source, RowStream::nextPage, 1)
                : new ExchangeRows<>(source, RowStream::next, source.scan().pageSize());
        body.ownedBy(owner);
        return body;
    }

    /** From now on it is this exchange whose failure ends the rows. */
    void ownedBy(Exchange exchange) {
        owner = exchange;
        orphaned = false;
        exchange.getExchangeExtension().addOnCompletion(new Handover());
    }

    /** All the rows anew as JSON Lines, however many of them were read here. */
    InputStream jsonLines(@Nullable Exchange reader) {
        if (reader != null && !reader.equals(owner)) {
            ownedBy(reader);
        }
        StoppableRows all = source.open();
        all.readBy(owner);
        return new JsonLines(all, () -> {
            lock.lock();
            try {
                progress.ended(all.position(), owner);
            } finally {
                lock.unlock();
            }
        });
    }

    @Override
    public boolean hasNext() {
        if (ready.getAcquire() && failureOfOwner() == null) {
            return true;
        }
        lock.lock();
        try {
            if (ownerFailed()) {
                return false;
            }
            prepare();
            // What is wrong is thrown by next(): whoever looks ahead would lose the row in hand.
            if (failure != null || interrupted || orphaned || rows.hasNext()) {
                ready.setRelease(true);
                return true;
            }
            progress.ended(rows.position(), null);
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public T next() {
        lock.lock();
        try {
            ready.setRelease(false);
            if (ownerFailed()) {
                throw new NoSuchElementException("the exchange that reads these rows has failed");
            }
            prepare();
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
            } else if (interrupted) {
                throw new IllegalStateException("these rows were read in part, by an attempt that failed; to try again"
                        + " ask for them anew, or use an offsetRepository");
            }
            progress.next(rows.position(), owner);
            return parts.next(rows);
        } catch (NoSuchElementException end) {
            throw end;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private void prepare() {
        beginAgainIfTriedAgain();
        rows.readBy(owner);
    }

    /** A Splitter closes what it reads; whoever comes after that, and is not failed, tries again. */
    private void beginAgainIfTriedAgain() {
        if (progress.isKept() && closed && owner != null && (failure != null || interrupted)) {
            progress.reset();
            rows = source.open();
            failure = null;
            interrupted = false;
            closed = false;
        }
    }

    private @Nullable Exception failureOfOwner() {
        Exchange exchange = owner;
        return exchange == null ? null : exchange.getException();
    }

    /** Whether the owner has failed, which ends the rows for now. */
    private boolean ownerFailed() {
        Exception cause = failureOfOwner();
        if (cause == null) {
            return false;
        }
        rows.explain(cause);
        interrupted = true;
        progress.reset();
        return true;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ready.setRelease(false);
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

    private void done(Exchange exchange) {
        lock.lock();
        try {
            if (exchange.equals(owner)) {
                // A pool may give this exchange to another message, whose failure is none of ours.
                owner = null;
                Exception cause = exchange.getException();
                if (cause != null) {
                    // A Splitter that works in parallel may not have asked for another row after it failed.
                    rows.explain(cause);
                }
                orphaned = cause != null && !closed;
                if (!exchange.isFailed()) {
                    progress.complete(exchange);
                }
            }
        } finally {
            lock.unlock();
        }
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
            done(exchange);
        }
    }
}
