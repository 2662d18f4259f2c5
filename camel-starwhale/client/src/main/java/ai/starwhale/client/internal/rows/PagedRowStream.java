// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Rows over a source of pages, with the next page always on its way while one is read. */
public final class PagedRowStream implements RowStream {
    private static final RowPage NOTHING = new RowPage(List.of(), List.of());

    private final PageSource source;
    private final PagesAhead pages;
    private RowPage page = NOTHING;
    private int index;
    private @Nullable RuntimeException failure;
    private @Nullable Object position;
    private boolean ended;
    /** What hasNext has said: whoever was promised a row gets it, though another thread closes the rows meanwhile. */
    private boolean promised;

    public PagedRowStream(PageSource source, Executor readAhead) {
        this.source = source;
        this.pages = new PagesAhead(source, readAhead);
    }

    @Override
    public boolean hasNext() {
        // A failure is not thrown here: whoever looks ahead would lose the row in hand. It is thrown by next().
        while (!pages.isClosed() && !ended && failure == null && index == page.size()) {
            turnPage();
        }
        boolean closed = pages.isClosed();
        if (closed) {
            page = NOTHING;
            index = 0;
        }
        promised = !closed && !ended;
        return promised;
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
        if (!promised && !hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        promised = false;
        if (failure != null) {
            close();
            throw failure;
        }
    }

    private void turnPage() {
        try {
            RowPage next = pages.take();
            page = next == null ? NOTHING : next;
            index = 0;
            ended = next == null;
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public @Nullable Object position() {
        return position;
    }

    @Override
    public void close() {
        pages.close();
    }

    /** Short, and reads nothing: it ends up in logs. */
    @Override
    public String toString() {
        return "RowStream[" + source + (pages.isClosed() || ended ? ", ended" : "") + "]";
    }
}
