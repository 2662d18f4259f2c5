// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.List;

/**
 * One page of a list. Where it stands follows from its index and the number of pages, not from what a Server says of
 * that, which is odd at the ends: its {@code nextPage} is 0 on the last page, and its {@code isLastPage} is false behind
 * it. Python: the second part of what {@code Job.list} returns.
 *
 * @param <T> what the list holds
 * @param items the entries of this page
 * @param index the page, counted from 1; it may lie behind the last one, and is empty then
 * @param size how many entries were asked for; there are fewer on the last page
 * @param pages how many pages of this size there were at that moment; 0 for an empty list
 * @param total how many entries there were in all pages at that moment
 */
public record Page<T>(List<T> items, int index, int size, int pages, long total) {

    public Page {
        items = List.copyOf(items);
    }

    /** Whether a page follows this one. */
    public boolean hasNext() {
        return index < pages;
    }

    /** Whether a page comes before this one. */
    public boolean hasPrevious() {
        return index > 1;
    }

    /** Whether this is the first page. */
    public boolean isFirst() {
        return index == 1;
    }

    /** Whether no page follows this one, which holds behind the end too. */
    public boolean isLast() {
        return !hasNext();
    }
}
