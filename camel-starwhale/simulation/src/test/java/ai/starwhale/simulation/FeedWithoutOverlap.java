// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks only for what is later than the latest change that it has seen: {@link Mistake#FEED_WITHOUT_OVERLAP}. */
final class FeedWithoutOverlap implements Exchange {
    private static final Pattern TIME =
            Pattern.compile("\"sys/modified_time\":\\{\"type\":\"INT64\",\"value\":\"([0-9a-f]+)\"");

    private final Exchange way;
    private long latest;

    FeedWithoutOverlap(Exchange way) {
        this.way = way;
    }

    @Override
    public Answer send(Request request) throws IOException {
        if (!request.isFeed()) {
            return way.send(request);
        }
        String asked = request.text();
        boolean isFirstPage = latest > 0 && !asked.contains("GREATER_EQUAL");
        Answer answer = way.send(
                isFirstPage
                        ? request.withText(asked.replaceFirst("\"intValue\":\\d+", "\"intValue\":" + latest))
                        : request);
        if (!answer.breaksOff()) {
            Matcher times = TIME.matcher(answer.text());
            while (times.find()) {
                latest = Math.max(latest, Long.parseLong(times.group(1), 16));
            }
        }
        return answer;
    }
}
