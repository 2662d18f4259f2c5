// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.internal.server.pages.PageBytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the page behind one whose bytes have arrived while these are decoded, if somebody waits for them: he takes
 * that page as soon as it is decoded, and the one behind it would be asked for then.
 */
final class PageAhead {
    private final Function<PageQuery, @Nullable PageBytes> fetch;
    private final Executor executor;
    private boolean waitedFor;
    private @Nullable PageQuery query;
    private @Nullable CompletableFuture<@Nullable PageBytes> coming;

    /** {@code fetch} gives the bytes of a page, or nothing if they are too many to be held. */
    PageAhead(Function<PageQuery, @Nullable PageBytes> fetch, Executor executor) {
        this.fetch = fetch;
        this.executor = executor;
    }

    /** Somebody waits for the page that is being fetched or decoded now. */
    synchronized void hurry() {
        waitedFor = true;
        start();
    }

    /** A page has arrived, and this is what asks for the one behind it. */
    synchronized void arrived(PageQuery behind) {
        query = behind;
        start();
    }

    private void start() {
        PageQuery wanted = query;
        if (waitedFor && wanted != null && coming == null) {
            coming = CompletableFuture.supplyAsync(() -> fetch.apply(wanted), executor);
        }
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
    @Nullable PageBytes take(PageQuery wanted) {
        CompletableFuture<@Nullable PageBytes> found;
        synchronized (this) {
            found = wanted.equals(query) ? coming : null;
            query = null;
            coming = null;
        }
        try {
            return found == null ? null : found.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
