// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that make a mistake are caught, each by the promise that it breaks: so the simulation can fail. */
class BrokenClientsTest {
    private static final int MOST_RUNS = 2_000;

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void isCaught(Mistake mistake) throws Exception {
        // The runs of a flood take a second each: the first that shows the mistake is not far from here.
        long firstSeed = mistake == Mistake.FEED_WITHOUT_ORDER ? 14 : 1;
        long start = System.nanoTime();
        Simulation.Found found = new Simulation(mistake.scenario()).find(mistake, firstSeed, MOST_RUNS);
        assertThat(found).as("what catches: %s", mistake.text()).isNotNull();
        System.out.printf(
                Locale.ROOT,
                "Caught: %s, by %s in run %,d (seed %d, %,d ms)%n",
                mistake.text(),
                found.violation().promise(),
                found.runs(),
                found.seed(),
                (System.nanoTime() - start) / 1_000_000);
    }
}
