// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.http.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A time that passes at once when somebody waits, and tells how long he would have waited. */
final class PassingTime implements Time {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = START;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void pause(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
