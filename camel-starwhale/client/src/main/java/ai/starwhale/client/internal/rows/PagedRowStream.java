// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Rows over a source of pages, with the next page always on its way while one is read. */
public final class PagedRowStream implements RowStream {
    private static final RowPage NOTHING = new RowPage(List.of(), List.of());

    private final PageSource source;
    private final Executor readAhead;
    private RowPage page = NOTHING;
    private int index;
    private volatile @Nullable ComingPage coming;
    private @Nullable RuntimeException failure;
    private @Nullable Object position;
    private boolean ended;
    /** Perhaps by another thread, in the midst of all else. */
    private volatile boolean closed;

    public PagedRowStream(PageSource source, Executor readAhead) {
        this.source = source;
        this.readAhead = readAhead;
    }

    @Override
    public boolean hasNext() {
        // A failure is not thrown here: whoever looks ahead would lose the row in hand. It is thrown by next().
        while (!closed && !ended && failure == null && index == page.size()) {
            turnPage();
        }
        if (closed) {
            page = NOTHING;
            index = 0;
        }
        return !closed && !ended;
    }

    @Override
    public Row next() {
        prepare();
        position = page.keys().get(index);
        return page.rows().get(index++);
    }

    @Override
    public List<Row> nextPage() {
        prepare();
        List<Row> rest = page.rows().subList(index, page.size());
        position = page.lastKey();
        index = page.size();
        return rest;
    }

    private void prepare() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        if (failure != null && index == page.size()) {
            close();
            throw failure;
        }
    }

    private void turnPage() {
        // The page that was read is let go of while the next one is waited for.
        page = NOTHING;
        index = 0;
        ComingPage next = coming;
        try {
            RowPage arrived = next == null ? first() : next.await();
            ended = arrived == null;
            if (arrived != null) {
                page = arrived;
                ComingPage read = coming;
                begin(read == null ? new ComingPage(source) : read.behind());
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** In another thread too, so that whoever closes the stream ends the wait for it. */
    private @Nullable RowPage first() {
        ComingPage first = new ComingPage(source);
        try {
            begin(first);
        } catch (RejectedExecutionException e) {
            // The client is closed, which the source says better.
            coming = null;
            return source.next();
        }
        return first.join();
    }

    private void begin(ComingPage next) {
        coming = next;
        // Looked at behind the assignment, so that one of the two threads sees what the other did.
        if (closed) {
            next.giveUp();
        } else {
            next.begin(readAhead);
        }
    }

    @Override
    public @Nullable Object position() {
        return position;
    }

    @Override
    public void close() {
        closed = true;
        ComingPage next = coming;
        if (next != null) {
            next.giveUp();
        }
        source.close();
    }

    /** Short, and reads nothing: it ends up in logs. */
    @Override
    public String toString() {
        return "RowStream[" + source + (closed || ended ? ", ended" : "") + "]";
    }
}
