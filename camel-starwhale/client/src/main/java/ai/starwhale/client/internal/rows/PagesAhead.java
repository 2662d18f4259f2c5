// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a source, made before they are taken: one ahead of a reader who takes his time, two ahead of one who had to
 * wait, so that neither he nor the source stands still while a page goes from thread to thread.
 */
final class PagesAhead {
    private static final int FOR_THE_SLOW = 1;
    private static final int FOR_THE_QUICK = 2;

    private final PageSource source;
    private final Executor executor;
    /** Pages that are made or being made, and not taken. */
    private final Deque<CompletableFuture<@Nullable RowPage>> pages = new ArrayDeque<>();
    /** What the reader took or waits for. */
    private CompletableFuture<@Nullable RowPage> taken = new CompletableFuture<>();

    private boolean begun;
    private boolean working;
    private boolean readerIsQuick;
    private boolean ended;
    private volatile boolean closed;

    PagesAhead(PageSource source, Executor executor) {
        this.source = source;
        this.executor = executor;
    }

    /** The next page, null at the end. Called by one thread at a time. */
    @Nullable RowPage take() {
        CompletableFuture<@Nullable RowPage> page = order();
        work();
        try {
            return page.join();
        } catch (CompletionException e) {
            // What the page's source threw, as if it had been asked without reading ahead.
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the wait of a reader too. Called by any thread. */
    void close() {
        CompletableFuture<@Nullable RowPage> waitedFor;
        synchronized (this) {
            closed = true;
            waitedFor = taken;
        }
        waitedFor.cancel(false);
        source.close();
    }

    /** The page that the reader gets, be it made, being made or not begun. */
    private synchronized CompletableFuture<@Nullable RowPage> order() {
        CompletableFuture<@Nullable RowPage> page = pages.poll();
        taken = page == null ? new CompletableFuture<>() : page;
        // Everybody waits for the first page.
        readerIsQuick |= begun && !taken.isDone();
        begun = true;
        if (closed) {
            taken.cancel(false);
        }
        return taken;
    }

    /** Makes pages, in no case in the reader's thread: whoever closes the stream ends the wait for one. */
    private void work() {
        if (!begins()) {
            return;
        }
        try {
            executor.execute(this::makePages);
        } catch (RejectedExecutionException e) {
            // The client is closed, which the source says better.
            makePages();
        }
    }

    private synchronized boolean begins() {
        boolean begins = !working && isWanted();
        working |= begins;
        return begins;
    }

    private void makePages() {
        for (var page = next(); page != null; page = next()) {
            try {
                RowPage rows = source.next();
                made(rows != null);
                page.complete(rows);
            } catch (RuntimeException | Error e) {
                made(false);
                page.completeExceptionally(e);
            }
        }
    }

    /** What is to be made now; nothing if there is enough. */
    private synchronized @Nullable CompletableFuture<@Nullable RowPage> next() {
        working = isWanted();
        if (!working) {
            // Nobody came for what lies here.
            readerIsQuick = false;
            return null;
        }
        source.hurry(readerIsQuick);
        if (!taken.isDone()) {
            return taken;
        }
        CompletableFuture<@Nullable RowPage> page = new CompletableFuture<>();
        pages.add(page);
        return page;
    }

    private synchronized void made(boolean another) {
        ended = !another;
    }

    private boolean isWanted() {
        return !ended && !closed && pages.size() < (readerIsQuick ? FOR_THE_QUICK : FOR_THE_SLOW);
    }
}
