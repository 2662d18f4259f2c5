// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import org.jspecify.annotations.Nullable;

/** Gives the pages of one scan, one after the other. Its text form says what is scanned. */
public interface PageSource {

    /** The next page, which may be empty, or null at the end. Called by one thread at a time. */
    @Nullable RowPage next();

    /** Lets go of what the pages are read from; there is no page after it. Called once or more, by any thread. */
    default void close() {}

    /**
     * Whether the page behind the one that {@link #next} is about to give is wanted as soon as possible, so that a source
     * which can may ask for it meanwhile. Called before {@link #next}, by the same thread.
     */
    default void hurry(boolean wanted) {}
}
