// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What runs have covered: how often what happened, and in how many different orders. */
final class Coverage {
    private final Map<String, Long> counts = new TreeMap<>();
    private final Set<Long> orders = new HashSet<>();

    void count(Enum<?> what) {
        count(what.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    long counted(Enum<?> what) {
        return counted(what.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    synchronized long counted(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** Adds what one run has covered. */
    void add(Coverage run, long order) {
        run.counts.forEach((what, number) -> counts.merge(what, number, Long::sum));
        orders.add(order);
    }

    int orders() {
        return orders.size();
    }

    /** All of it in one line. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        counts.forEach((what, number) -> line.append(String.format(Locale.ROOT, "%s %,d, ", what, number)));
        return line.append(String.format(Locale.ROOT, "distinct orders %,d", orders.size()))
                .toString();
    }
}
