// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.internal.server.pages.PageBytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the page behind one whose bytes have arrived while these are decoded, if somebody waits for them: he takes
 * that page as soon as it is decoded, and the one behind it would be asked for then. One page is on its way, or has
 * arrived and is not taken yet; the thread that has fetched one goes on with the next by itself.
 */
final class PageAhead {
    private final Function<PageQuery, Fetched> fetch;
    private final Executor executor;
    private boolean waitedFor;
    /** Asks for the page behind the last one that has arrived; null if that is not known. */
    private @Nullable PageQuery next;
    /** Asked for, and not taken yet. */
    private @Nullable Coming coming;

    PageAhead(Function<PageQuery, Fetched> fetch, Executor executor) {
        this.fetch = fetch;
        this.executor = executor;
    }

    /** Somebody waits for the page that is being fetched or decoded now. */
    synchronized void hurry() {
        waitedFor = true;
        goOn();
    }

    /** A page has arrived that was not asked for here; this asks for the one behind it, if that is known. */
    synchronized void arrived(@Nullable PageQuery behind) {
        next = behind;
        goOn();
    }

    /** The page is given away; nobody waits for the next one yet. */
    synchronized void given() {
        waitedFor = false;
    }

    /**
     * What was asked for with exactly this, or nothing.
     *
     * @throws RuntimeException what {@code fetch} threw
     */
    @Nullable Fetched take(PageQuery wanted) {
        Coming found;
        synchronized (this) {
            found = coming;
            coming = null;
            if (found == null || !found.query.equals(wanted)) {
                next = null;
                if (found != null) {
                    found.isCurrent = false;
                }
                return null;
            }
            goOn();
        }
        try {
            return found.fetched.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void goOn() {
        Coming begun = begin();
        if (begun == null) {
            return;
        }
        try {
            executor.execute(() -> fetchFrom(begun));
        } catch (RejectedExecutionException closed) {
            coming = null;
        }
    }

    private @Nullable Coming begin() {
        PageQuery wanted = next;
        if (!waitedFor || wanted == null || coming != null) {
            return null;
        }
        next = null;
        coming = new Coming(wanted);
        return coming;
    }

    private void fetchFrom(Coming first) {
        for (Coming page = first; page != null; ) {
            page = fetch(page);
        }
    }

    /** Gives the page that is to be fetched behind it, if any. */
    private @Nullable Coming fetch(Coming page) {
        try {
            Fetched fetched = fetch.apply(page.query);
            Coming behind = arrived(page, fetched);
            page.fetched.complete(fetched);
            return behind;
        } catch (Throwable e) {
            page.fetched.completeExceptionally(e);
            return null;
        }
    }

    private synchronized @Nullable Coming arrived(Coming page, Fetched fetched) {
        if (page.isCurrent) {
            next = fetched.behind();
        }
        return begin();
    }

    /**
     * What came.
     *
     * @param bytes those of the page; null if they are too many to be held
     * @param behind what asks for the page behind it, as far as the bytes tell
     */
    record Fetched(@Nullable PageBytes bytes, @Nullable PageQuery behind) {}

    private static final class Coming {
        private final PageQuery query;
        private final CompletableFuture<Fetched> fetched = new CompletableFuture<>();
        /** Not when another page was wanted: what comes behind this one then is of no use. */
        private boolean isCurrent = true;

        private Coming(PageQuery query) {
            this.query = query;
        }
    }
}
