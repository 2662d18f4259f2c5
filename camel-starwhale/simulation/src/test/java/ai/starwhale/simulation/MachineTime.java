// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.client.internal.http.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The time of one process: that of the run, by the clock of its machine, which may jump. Whoever has no turns, such as a
 * thread that fetches pages, does not wait at all.
 */
final class MachineTime implements Time {
    static final Instant BEGINNING = Instant.parse("2026-11-22T08:00:00.123Z");

    private final Turns turns;
    private final Supplier<Duration> ahead;
    private boolean isOver;

    /** {@code ahead} says by how much the clock is wrong; what waits for a time to pass is not affected. */
    MachineTime(Turns turns, Supplier<Duration> ahead) {
        this.turns = turns;
        this.ahead = ahead;
    }

    /** The process has died: nothing is due in it any more. */
    void end() {
        isOver = true;
    }

    @Override
    public Instant now() {
        return BEGINNING.plusMillis(turns.now()).plus(ahead.get());
    }

    @Override
    public Instant steady() {
        return Instant.EPOCH.plusMillis(turns.now());
    }

    @Override
    public void pause(Duration duration) {
        if (turns.isActing()) {
            turns.pause(duration);
        }
    }

    @Override
    public void await(Semaphore wakeUp, Duration longest) {
        turns.waitFor(() -> wakeUp.availablePermits() > 0, longest);
        wakeUp.drainPermits();
    }

    @Override
    public <T> T join(CompletableFuture<T> coming) {
        if (turns.isActing()) {
            turns.waitFor(coming::isDone);
        }
        return coming.join();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        return turns.after(delay, () -> {
            if (!isOver) {
                action.run();
            }
        });
    }
}
