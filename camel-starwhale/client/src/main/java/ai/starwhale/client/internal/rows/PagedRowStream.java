// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    private volatile @Nullable CompletableFuture<RowPage> coming;
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
        try {
            CompletableFuture<RowPage> ahead = coming;
            RowPage arrived = ahead == null ? first() : hurried(ahead);
            page = arrived == null ? NOTHING : arrived;
            index = 0;
            ended = arrived == null;
            if (!ended) {
                var unused = fetch();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private @Nullable RowPage first() {
        try {
            return join(fetch());
        } catch (RejectedExecutionException e) {
            // The client is closed, which the source says better.
            return source.next();
        }
    }

    private @Nullable RowPage hurried(CompletableFuture<RowPage> ahead) {
        if (!ahead.isDone()) {
            source.hurry();
        }
        return join(ahead);
    }

    /** Asks for the next page, in no case in this thread: whoever closes the stream ends the wait for it. */
    private CompletableFuture<RowPage> fetch() {
        CompletableFuture<RowPage> fetch = new CompletableFuture<>();
        coming = fetch;
        // Looked at behind the assignment, so that one of the two threads sees what the other did.
        if (closed) {
            fetch.cancel(false);
            return fetch;
        }
        return fetch.completeAsync(source::next, readAhead);
    }

    private static @Nullable RowPage join(CompletableFuture<RowPage> fetch) {
        try {
            return fetch.join();
        } catch (CompletionException e) {
            // What the page's source threw, as if it had been asked without reading ahead.
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public @Nullable Object position() {
        return position;
    }

    @Override
    public void close() {
        closed = true;
        CompletableFuture<RowPage> fetch = coming;
        coming = null;
        if (fetch != null) {
            fetch.cancel(false);
        }
        source.close();
    }

    /** Short, and reads nothing: it ends up in logs. */
    @Override
    public String toString() {
        return "RowStream[" + source + (closed || ended ? ", ended" : "") + "]";
    }
}
