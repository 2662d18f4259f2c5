// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until it is moved, for {@link StarwhaleServer.Builder#clock}: jobs go on, and tokens and signed
 * links expire, as it is moved. It can be moved back too, as clocks of machines are. Safe for many threads.
 */
public final class ManualClock extends Clock {

    // With milliseconds, because a Server rounds some of its times to seconds.
    private static final Instant START = Instant.parse("2026-11-22T08:00:00.123Z");

    private Instant now;

    /** Always begins at the same time. */
    public ManualClock() {
        this(START);
    }

    /** Begins at this time. */
    public ManualClock(Instant start) {
        now = start;
    }

    /** Lets so much time pass; a negative one sets it back. */
    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }

    /** Jumps to this time. */
    public synchronized void set(Instant time) {
        now = time;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same clock: its zone plays no part here. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
