// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Rows over a source of pages, with the next page always on its way while one is read. */
public final class PagedRowStream implements RowStream {
    private static final RowPage NOTHING = new RowPage(List.of(), List.of());

    private final PageSource source;
    private final Executor readAhead;
    private RowPage page = NOTHING;
    private int index;
    private @Nullable CompletableFuture<RowPage> ahead;
    private @Nullable RuntimeException failure;
    private @Nullable Object position;
    private boolean started;
    private boolean ended;

    public PagedRowStream(PageSource source, Executor readAhead) {
        this.source = source;
        this.readAhead = readAhead;
    }

    @Override
    public boolean hasNext() {
        // A failure is not thrown here: whoever looks ahead would lose the row in hand. It is thrown by next().
        while (!ended && failure == null && index == page.size()) {
            turnPage();
        }
        return !ended;
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
            RowPage arrived = started ? awaitAhead() : source.next();
            started = true;
            page = arrived == null ? NOTHING : arrived;
            index = 0;
            ended = arrived == null;
            ahead = ended ? null : CompletableFuture.supplyAsync(source::next, readAhead);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private @Nullable RowPage awaitAhead() {
        CompletableFuture<RowPage> coming = ahead;
        if (coming == null) {
            return null;
        }
        try {
            if (!coming.isDone()) {
                source.hurry();
            }
            return coming.join();
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
        ended = true;
        page = NOTHING;
        index = 0;
        CompletableFuture<RowPage> coming = ahead;
        ahead = null;
        if (coming != null) {
            coming.cancel(false);
        }
        source.close();
    }

    /** Short, and reads nothing: it ends up in logs. */
    @Override
    public String toString() {
        return "RowStream[" + source + (ended ? ", ended" : "") + "]";
    }
}
