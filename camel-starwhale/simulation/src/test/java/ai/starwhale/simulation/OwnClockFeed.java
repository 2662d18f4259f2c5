// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Asks for what changed since it asked before, by its own clock: {@link Mistake#CURSOR_OF_OWN_CLOCK}. */
final class OwnClockFeed implements Exchange {
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Exchange way;
    private final MachineTime time;
    private Instant asked;

    OwnClockFeed(Exchange way, MachineTime time) {
        this.way = way;
        this.time = time;
    }

    @Override
    public Answer send(Request request) throws IOException {
        if (!request.isFeed() || request.text().contains("GREATER_EQUAL")) {
            return way.send(request);
        }
        Instant before = asked;
        Instant now = time.now();
        Answer answer = way.send(
                before == null
                        ? request
                        : request.withText(request.text()
                                .replaceFirst(
                                        "\"intValue\":\\d+",
                                        "\"intValue\":" + before.minus(OVERLAP).toEpochMilli())));
        if (answer.status() == 200 && !answer.breaksOff()) {
            asked = now;
        }
        return answer;
    }
}
