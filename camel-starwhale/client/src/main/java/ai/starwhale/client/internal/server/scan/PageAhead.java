// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import ai.starwhale.client.internal.server.pages.PageBytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the page behind one whose bytes have arrived, while these are decoded. Whoever fetched a page that is taken
 * already goes on with the one behind it, so that a Server which is slower than the decoder is never left alone.
 */
final class PageAhead {
    private final Function<PageQuery, @Nullable Page> pages;
    private final Executor executor;
    private boolean wanted;
    private @Nullable Fetch next;
    private @Nullable PageQuery latest;

    /** {@code pages} fetches one, or nothing if it is too long to be held. */
    PageAhead(Function<PageQuery, @Nullable Page> pages, Executor executor) {
        this.pages = pages;
        this.executor = executor;
    }

    /**
     * A page that was fetched and not decoded.
     *
     * @param behind what the page behind it is probably asked for with; null if it is not worth it
     */
    record Page(PageBytes bytes, @Nullable PageQuery behind) {}

    /** Whether pages are wanted as soon as possible. */
    synchronized void hurry(boolean yes) {
        wanted = yes;
    }

    /**
     * What was fetched with exactly this, or nothing.
     *
     * @throws RuntimeException what fetching it failed with
     */
    @Nullable Page take(PageQuery asked) {
        Fetch found;
        synchronized (this) {
            found = next != null && next.query.equals(asked) ? next : null;
            if (found != null) {
                found.isTaken = true;
            }
            next = null;
        }
        try {
            return found == null ? null : found.page.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** This page is about to be decoded. */
    void goOnBehind(Page page) {
        Fetch behind = begin(page);
        if (behind != null) {
            executor.execute(() -> fetch(behind));
        }
    }

    private void fetch(Fetch first) {
        for (Fetch fetch = first; fetch != null; fetch = goOn(fetch)) {
            try {
                fetch.page.complete(pages.apply(fetch.query));
            } catch (RuntimeException | Error e) {
                fetch.page.completeExceptionally(e);
            }
        }
    }

    private synchronized @Nullable Fetch goOn(Fetch fetched) {
        boolean isFetched = !fetched.page.isCompletedExceptionally();
        Page page = isFetched && fetched.isTaken ? fetched.page.join() : null;
        return page == null ? null : begin(page);
    }

    private synchronized @Nullable Fetch begin(Page page) {
        PageQuery behind = page.behind;
        // Whoever fetched the page and whoever decodes it come here both, in any order.
        if (!wanted || next != null || behind == null || behind.equals(latest)) {
            return null;
        }
        latest = behind;
        next = new Fetch(behind);
        return next;
    }

    private static final class Fetch {
        private final PageQuery query;
        private final CompletableFuture<@Nullable Page> page = new CompletableFuture<>();
        private boolean isTaken;

        Fetch(PageQuery query) {
            this.query = query;
        }
    }
}
