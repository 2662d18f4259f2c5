// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Plays a scenario again and again, with other seeds. */
final class Simulation {
    private final Scenario scenario;

    Simulation(Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * Plays as many runs as {@code -Dsimulation.runs} says, or the one that {@code -Dsimulation.seed} names, and prints
     * what they covered.
     *
     * @throws AssertionError if a promise was not kept, with the seed
     */
    Coverage playAll(String name, long firstSeed) throws InterruptedException {
        Long only = Long.getLong("simulation.seed");
        Coverage coverage = new Coverage();
        if (only != null) {
            play(only, null, coverage, System.out::println);
            return coverage;
        }
        int runs = Integer.getInteger("simulation.runs", 1000);
        long start = System.nanoTime();
        for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
            play(seed, null, coverage, null);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.printf(
                Locale.ROOT, "%s: %,d runs from seed %d on in %,d ms: %s%n", name, runs, firstSeed, millis, coverage);
        return coverage;
    }

    /** Plays until clients that make a mistake break the promise that it breaks; null if they never do. */
    Found find(Mistake mistake, long firstSeed, int most) throws InterruptedException {
        for (int runs = 1; runs <= most; runs++) {
            try {
                play(firstSeed + runs - 1, mistake, new Coverage(), null);
            } catch (Broken e) {
                if (!(e.getCause() instanceof Violation violation)) {
                    throw e;
                } else if (violation.promise() == mistake.broken()) {
                    return new Found(firstSeed + runs - 1, runs, violation);
                }
            }
        }
        return null;
    }

    /** What happens in a run, line by line, the failure at its end included. */
    List<String> trace(long seed) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try {
            play(seed, null, new Coverage(), lines::add);
        } catch (Broken e) {
            lines.add(String.valueOf(e.getMessage()));
        }
        return lines;
    }

    private void play(long seed, Mistake mistake, Coverage coverage, Consumer<String> out) throws InterruptedException {
        Run run = new Run(seed, mistake, out);
        try {
            scenario.play(run);
        } catch (RuntimeException | Error e) {
            throw new Broken(seed, e);
        }
        coverage.add(run.coverage(), run.trace().order());
    }

    /** A promise that was broken, and after how many runs. */
    record Found(long seed, int runs, Violation violation) {}

    /** Names the seed of the run that failed. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(long seed, Throwable cause) {
            super("seed " + seed + ": " + cause.getMessage() + "\nreplay with -Dsimulation.seed=" + seed, cause);
        }
    }
}
