// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import ai.starwhale.client.Column;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.Scan;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.rows.PageSource;
import ai.starwhale.client.internal.rows.RowPage;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a scan that names columns. A Server refuses one that the table does not have in words that tell the whole
 * request and not what there is; here it is the other way round.
 */
final class ChosenColumns implements PageSource {
    private final PageSource pages;
    private final Scan scan;
    private final String asked;
    private final Supplier<List<Column>> columns;

    /** {@code asked} is what is read of which instance, and {@code columns} asks for those of the table. */
    ChosenColumns(PageSource pages, Scan scan, String asked, Supplier<List<Column>> columns) {
        this.pages = pages;
        this.scan = scan;
        this.asked = asked;
        this.columns = columns;
    }

    @Override
    public @Nullable RowPage next() {
        try {
            return pages.next();
        } catch (InvalidRequestException refused) {
            throw explained(refused);
        }
    }

    private InvalidRequestException explained(InvalidRequestException refused) {
        List<String> known;
        try {
            known = columns.get().stream().map(Column::name).toList();
        } catch (StarwhaleException e) {
            refused.addSuppressed(e);
            return refused;
        }
        List<String> unknown =
                scan.columns().stream().filter(name -> !known.contains(name)).toList();
        if (unknown.isEmpty() || known.isEmpty()) {
            return refused;
        }
        return new InvalidRequestException(
                asked + ": it has no column " + unknown + "; it has " + known, refused.httpStatus(), refused);
    }

    @Override
    public void close() {
        pages.close();
    }

    @Override
    public void hurry(boolean wanted) {
        pages.hurry(wanted);
    }

    @Override
    public String toString() {
        return pages.toString();
    }
}
