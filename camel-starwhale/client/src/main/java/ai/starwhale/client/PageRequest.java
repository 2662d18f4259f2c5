// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

/**
 * Which page of a list is wanted.
 *
 * @param index the page, counted from 1
 * @param size how many entries a page holds, at least 1
 */
public record PageRequest(int index, int size) {

    public PageRequest {
        // A Server answers an empty page to both, which reads like the end of the list.
        if (index < 1) {
            throw new InvalidRequestException("page index " + index + ": pages are counted from 1", 0, null);
        }
        if (size < 1) {
            throw new InvalidRequestException("page size " + size + ": a page holds at least one entry", 0, null);
        }
    }

    /** The given page, counted from 1. */
    public static PageRequest of(int index, int size) {
        return new PageRequest(index, size);
    }
}
