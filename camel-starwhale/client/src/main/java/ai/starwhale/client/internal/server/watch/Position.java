// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.InvalidRequestException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a project was watched.
 *
 * @param time the greatest time of a change that was seen, in milliseconds of the Server's clock; 0 is the beginning
 * @param newest the greatest number that was seen in the list
 * @param lowest the lowest number of a job that is not in the feed; 0 if there is none
 * @param open the jobs that are not in the feed and have to be looked at
 */
record Position(long time, long newest, long lowest, List<Long> open) {
    static final Position BEGIN = new Position(0, 0, 0, List.of());

    private static final Pattern FORM =
            Pattern.compile("[0-9]{1,18}/[0-9]{1,18}/[0-9]{1,18}/([0-9]{1,18}(,[0-9]{1,18})*)?");

    static Position of(long time, long newest, long lowest, Collection<Long> open) {
        return new Position(Math.max(0, time), newest, lowest, List.copyOf(open));
    }

    static Position read(@Nullable String text) {
        if (text == null) {
            return BEGIN;
        }
        if (!FORM.matcher(text).matches()) {
            throw new InvalidRequestException(
                    "'" + text + "' is not a position in the changes of a Server's project", 0, null);
        }
        String[] parts = text.split("/", -1);
        List<Long> open = parts[3].isEmpty()
                ? List.of()
                : Arrays.stream(parts[3].split(",")).map(Long::valueOf).toList();
        return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), open);
    }

    @Override
    public String toString() {
        String numbers = open.stream().map(String::valueOf).collect(Collectors.joining(","));
        return time + "/" + newest + "/" + lowest + "/" + numbers;
    }
}
