// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.internal.rows.PageSource;
import ai.starwhale.client.internal.rows.RowPage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pages of a table that is not looked for before the first of them is wanted. */
final class LatePages implements PageSource {
    private final String purpose;
    private final Supplier<PageSource> table;
    private volatile @Nullable PageSource pages;

    LatePages(String purpose, Supplier<PageSource> table) {
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
        return found.next();
    }

    @Override
    public void hurry() {
        PageSource found = pages;
        if (found != null) {
            found.hurry();
        }
    }

    @Override
    public String toString() {
        return purpose;
    }
}
