// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How much goes wrong in one run, and what: some runs have few faults and some many, and not all have all kinds. */
final class Trouble {
    private static final double[] RATES = {0, 0.02, 0.08, 0.2};

    private final Turns turns;
    private final double rate;
    private final List<Fault> faults;
    private volatile boolean calm;
    private long downUntil;

    Trouble(Dice dice, Turns turns) {
        this.turns = turns;
        this.rate = RATES[dice.below(RATES.length)];
        this.faults = new ArrayList<>(Arrays.asList(Fault.values()));
        if (dice.hits(0.5)) {
            faults.removeIf(fault -> dice.hits(0.5));
        }
    }

    /** From now on all goes well. */
    void end() {
        calm = true;
        downUntil = 0;
    }

    /** Whether nothing ever goes wrong in this run. */
    boolean isNone() {
        return rate == 0;
    }

    boolean isCalm() {
        return calm;
    }

    /** The Server is restarted, and back after so many milliseconds. */
    void restart(long millis) {
        downUntil = turns.now() + millis;
    }

    boolean isDown() {
        return turns.now() < downUntil;
    }

    /** What goes wrong with this request, or null. */
    Fault at(Request request, Dice dice, boolean canDie) {
        // What makes jobs is where it counts.
        boolean hit = !calm && !faults.isEmpty() && dice.hits(request.isCreate() ? 3 * rate : rate);
        Fault fault = hit ? dice.one(faults) : null;
        boolean isOdd = (fault == Fault.GHOST && !request.isCreate()) || (fault == Fault.CRASH && !canDie);
        return isOdd ? null : fault;
    }
}
