// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, and in whatever order: jobs are made once, and the last status is told. */
class JobsSimulationTest {
    private static final long FIRST_SEED = 1;

    @Test
    void keepsItsPromises() throws Exception {
        int runs = Integer.getInteger("simulation.runs", 1000);
        long start = System.nanoTime();
        Coverage coverage = new Simulation(new JobsScenario()).play(FIRST_SEED, runs);
        System.out.printf(
                Locale.ROOT,
                "Jobs: %,d runs from seed %d on in %,d ms: %s%n",
                runs,
                FIRST_SEED,
                (System.nanoTime() - start) / 1_000_000,
                coverage);
        assertThat(coverage.counted("exchanges")).isPositive();
    }
}
