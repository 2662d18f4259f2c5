// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table in the order of their keys, fetched as they are read: one page is held, and the one after it is on
 * its way, whatever the size of the table. Nothing is asked of the instance before the first row is.
 *
 * <p>A page that cannot be fetched, or that is cut off, is thrown from {@link #next()} after all rows before it were
 * given, and ends the stream; {@link #position()} then tells where another scan can go on. So does a row whose long text or
 * bytes cannot be fetched. Not for use by several
 * threads at once, but for {@link #close}.
 */
public interface RowStream extends Iterator<Row>, Closeable {

    /**
     * The rows of the present page that were not read yet, or else the next page whole: never empty.
     *
     * @throws java.util.NoSuchElementException at the end
     */
    List<Row> nextPage();

    /** The key of the last row that was given, null before the first: {@link Scan#after} goes on behind it. */
    @Nullable Object position();

    /**
     * Ends the stream: {@link #hasNext()} is false from now on, and no further page is asked for. Any thread may do that,
     * also while another one waits for a page, which then waits no longer.
     */
    @Override
    void close();
}
