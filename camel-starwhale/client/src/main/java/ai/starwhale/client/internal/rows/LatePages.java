// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pages of a table that is not looked for before the first of them is wanted. */
public final class LatePages implements PageSource {
    private final String purpose;
    private final Supplier<PageSource> table;
    private volatile @Nullable PageSource pages;
    private volatile boolean closed;

    public LatePages(String purpose, Supplier<PageSource> table) {
        this.purpose = purpose;
        this.table = table;
    }

    @Override
    public @Nullable RowPage next() {
        PageSource found = pages;
        if (found == null) {
            found = table.get();
            pages = found;
        }
        // Looked at behind the assignment, so that one of the two threads sees what the other did.
        if (closed) {
            found.close();
            return null;
        }
        return found.next();
    }

    @Override
    public void close() {
        closed = true;
        PageSource found = pages;
        if (found != null) {
            found.close();
        }
    }

    @Override
    public void hurry(boolean wanted) {
        PageSource found = pages;
        if (found != null) {
            found.hurry(wanted);
        }
    }

    @Override
    public String toString() {
        return purpose;
    }
}
