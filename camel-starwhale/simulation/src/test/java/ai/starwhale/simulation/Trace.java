// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.util.Locale;
import java.util.function.Consumer;

/** What happened in a run, in order: always as a number, and in words for whoever replays it. */
final class Trace {
    private final Turns turns;
    private final Consumer<String> out;
    private long hash = 1;

    /** {@code out} takes the lines; null leaves them out. */
    Trace(Turns turns, Consumer<String> out) {
        this.turns = turns;
        this.out = out;
    }

    synchronized void add(String what, Object detail) {
        String actor = turns.actor();
        hash = (hash * 31 + actor.hashCode()) * 31 + what.hashCode();
        if (out != null) {
            long now = turns.now();
            out.accept(String.format(Locale.ROOT, "%6d.%03d %-12s %s %s", now / 1000, now % 1000, actor, what, detail));
        }
    }

    /** The same for runs in which the same happened in the same order. */
    synchronized long order() {
        return hash;
    }
}
