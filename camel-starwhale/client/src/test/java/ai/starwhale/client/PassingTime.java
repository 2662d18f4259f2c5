// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.http.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A time that passes at once when somebody waits, and tells how long he would have waited. */
final class PassingTime implements Time {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final List<Duration> pauses = new ArrayList<>();
    private final Set<Alarm> alarms = Collections.newSetFromMap(new IdentityHashMap<>());
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

    /** Nothing is done until {@link #ring} is called. */
    @Override
    public synchronized Runnable after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(delay, action);
        alarms.add(alarm);
        return () -> callOff(alarm);
    }

    private synchronized void callOff(Alarm alarm) {
        alarms.remove(alarm);
    }

    /** Does what was to be done after so long, and gives how much that was. */
    int ring(Duration delay) {
        List<Alarm> due;
        synchronized (this) {
            due = alarms.stream().filter(alarm -> alarm.delay.equals(delay)).toList();
            alarms.removeAll(due);
        }
        due.forEach(alarm -> alarm.action.run());
        return due.size();
    }

    private record Alarm(Duration delay, Runnable action) {}

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
