// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.testkit.ServerInMemory;
import ai.starwhale.testkit.Trap;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One run: all that is decided by one seed, and shared by those who act in it. */
final class Run {
    /** How long a request may be on its way. */
    static final Duration SETTLE = Duration.ofSeconds(30);

    private final long seed;
    private final Mistake mistake;
    private final Dice dice;
    private final Turns turns;
    private final Trace trace;
    private final Trouble trouble;
    private final ServerInMemory server;
    private final Coverage coverage = new Coverage();
    private final List<Runnable> afterRequests = new ArrayList<>();
    private final Map<String, Integer> requests = new HashMap<>();
    private final Map<String, Integer> harm = new HashMap<>();
    private final Map<String, Integer> sameRequests = new HashMap<>();
    private Duration serverAhead = Duration.ZERO;
    private boolean wasSetBack;
    private volatile int expiries;

    /**
     * Prepares a run.
     *
     * @param mistake what its clients do wrong; null is nothing
     * @param out where to tell what happens; null is nowhere
     */
    Run(long seed, Mistake mistake, Consumer<String> out) {
        this.seed = seed;
        this.mistake = mistake;
        this.dice = new Dice(seed);
        this.turns = new Turns(dice);
        this.trace = new Trace(turns, out);
        this.trouble = new Trouble(dice, turns);
        this.server = new ServerInMemory(new ServerClock(), traps(), dice::uuid);
    }

    private Set<Trap> traps() {
        Set<Trap> traps = EnumSet.noneOf(Trap.class);
        for (Trap trap : Trap.values()) {
            // What is not usual shows in half of the runs, and so do hints of the whole table.
            if ((trap.isUsual() && trap != Trap.HINTS_OF_THE_TABLE) || dice.hits(0.5)) {
                traps.add(trap);
            }
        }
        // On the order in which cells are written nothing depends here, and it is not the seed that decides it.
        traps.remove(Trap.RANDOM_ORDER);
        if (has(Mistake.FEED_WITHOUT_ORDER)) {
            traps.add(Trap.UNORDERED_QUERIES);
        }
        return traps;
    }

    long seed() {
        return seed;
    }

    /** Whether clients do this wrong. */
    boolean has(Mistake what) {
        return mistake == what;
    }

    Mistake mistake() {
        return mistake;
    }

    Dice dice() {
        return dice;
    }

    Turns turns() {
        return turns;
    }

    Trouble trouble() {
        return trouble;
    }

    ServerInMemory server() {
        return server;
    }

    Coverage coverage() {
        return coverage;
    }

    Trace trace() {
        return trace;
    }

    /** Notes that something happened. */
    void happened(Enum<?> what, Object detail) {
        coverage.count(what);
        trace.add(what.name(), detail);
    }

    /** Lets the Server answer, now. */
    Answer handle(Request request) {
        ServerInMemory.Answered answered =
                server.answer(request.method(), URI.create(request.address()), request.headers(), request.body());
        afterRequests.forEach(Runnable::run);
        return new Answer(answered.status(), answered.contentType(), answered.headers(), answered.body(), false);
    }

    /** Does something each time when the Server has answered. */
    void afterRequests(Runnable action) {
        afterRequests.add(action);
    }

    /** Counts a request of the present actor. */
    void countRequest() {
        coverage.count("exchanges");
        requests.merge(turns.actor(), 1, Integer::sum);
    }

    /** How many requests the present actor has sent. */
    int requests() {
        return requests.getOrDefault(turns.actor(), 0);
    }

    /** Counts a request of the present actor that came to harm. */
    void countHarm() {
        harm.merge(turns.actor(), 1, Integer::sum);
    }

    /** How many requests of the present actor have come to harm. */
    int harm() {
        return harm.getOrDefault(turns.actor(), 0);
    }

    /** How often this very request was sent before. */
    synchronized int repetition(Request request) {
        return sameRequests.merge(request.toString() + request.text(), 1, Integer::sum);
    }

    synchronized void expireTokens() {
        expiries = expiries + 1;
        server.revokeTokens();
    }

    int expiries() {
        return expiries;
    }

    void jumpServerClock(Duration by) {
        server.beforeClockJumps();
        serverAhead = serverAhead.plus(by);
        wasSetBack |= by.isNegative();
    }

    /** Whether the Server's clock was set back, so that only a sweep shows some changes. */
    boolean wasSetBack() {
        return wasSetBack;
    }

    /** The Server's clock. */
    private final class ServerClock extends Clock {
        @Override
        public Instant instant() {
            return MachineTime.BEGINNING.plusMillis(turns.now()).plus(serverAhead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
