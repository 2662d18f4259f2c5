// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A page that is read in another thread. If somebody waits for it, that thread goes on with the page behind it at once:
 * who waits would ask for that one as soon as he has the first.
 */
final class ComingPage {
    private final PageSource source;
    private final CompletableFuture<@Nullable RowPage> page = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean waitedFor;
    private @Nullable ComingPage behind;

    ComingPage(PageSource source) {
        this.source = source;
    }

    /** Begins to read it, unless that has begun. */
    void begin(Executor executor) {
        if (begun.compareAndSet(false, true)) {
            executor.execute(this::readOn);
        }
    }

    /** As {@link #join}, and if it has to be waited for, the page behind it will have to be too. */
    @Nullable RowPage await() {
        if (!page.isDone()) {
            waitedFor = true;
            source.hurry();
        }
        return join();
    }

    /**
     * The page, or null at the end.
     *
     * @throws RuntimeException what the source threw, as if it had been asked now; or that nobody wants the page any more
     */
    @Nullable RowPage join() {
        try {
            return page.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The page behind one that was read. */
    ComingPage behind() {
        return Objects.requireNonNull(behind, "not read yet");
    }

    /** Nobody wants it any more. */
    void giveUp() {
        page.cancel(false);
    }

    private void readOn() {
        for (ComingPage next = this; next != null; ) {
            next = next.read();
        }
    }

    /** Gives the page behind, if that is to be read at once. */
    private @Nullable ComingPage read() {
        if (page.isDone()) {
            return null;
        }
        try {
            RowPage read = source.next();
            ComingPage next = new ComingPage(source);
            behind = next;
            boolean goesOn = read != null && waitedFor && next.begun.compareAndSet(false, true);
            return page.complete(read) && goesOn ? next : null;
        } catch (Throwable e) {
            page.completeExceptionally(e);
            return null;
        }
    }
}
