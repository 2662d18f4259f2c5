// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern STORED = Pattern.compile("([0-9]{1,18}) ([0-9]{1,18}) (.*)", Pattern.DOTALL);

    static @Nullable Cursor read(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        Matcher parts = STORED.matcher(stored);
        if (!parts.matches()) {
            throw new IllegalStateException("the stateRepository holds '" + stored
                    + "', which is not the state of a consumer: a number, a time and a position are expected");
        }
        return new Cursor(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3));
    }

    String write() {
        return newest + " " + began + " " + position;
    }
}
