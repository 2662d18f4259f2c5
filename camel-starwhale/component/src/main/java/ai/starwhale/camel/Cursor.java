// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import org.jspecify.annotations.Nullable;

/**
 * How far a consumer has come, as it is stored.
 *
 * @param newest the greatest number of a job that was seen when the consumer began: a job with a greater one is new if it
 *     has no entry of its own, whatever the clocks say; where an earlier version stored it, a later number of which as much
 *     is true
 * @param began the latest time that was seen at the very first poll, in milliseconds of the instance's clock
 * @param position where to look on
 */
record Cursor(long newest, long began, String position) {

    static @Nullable Cursor read(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        String[] parts = stored.split(" ", 3);
        if (parts.length != 3 || !(parts[0] + parts[1]).matches("[0-9]{2,36}")) {
            throw new IllegalStateException("the stateRepository holds '" + stored
                    + "', which is not the state of a consumer: a number, a time and a position are expected");
        }
        return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }

    String write() {
        return newest + " " + began + " " + position;
    }
}
