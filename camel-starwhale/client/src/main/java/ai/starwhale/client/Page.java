// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.List;

/**
 * One page of a list.
 *
 * @param <T> what the list holds
 * @param items the entries of this page
 * @param index the page, counted from 1
 * @param size how many entries were asked for
 * @param pages how many pages there are
 * @param total how many entries there are in all pages
 */
public record Page<T>(List<T> items, int index, int size, int pages, long total) {

    public Page {
        items = List.copyOf(items);
    }

    /** Whether a page follows this one. */
    public boolean hasNext() {
        return index < pages;
    }
}
