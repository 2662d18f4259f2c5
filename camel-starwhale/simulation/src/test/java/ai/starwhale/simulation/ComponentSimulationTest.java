// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong, and in whatever order: the component tells the last status, and loses no row. */
class ComponentSimulationTest {
    private static final long FIRST_SEED = 1;
    private static final int MOST_RUNS = 2_000;

    @Test
    void consumersKeepTheirPromises() throws Exception {
        Coverage coverage = play("Consumers", new ConsumerScenario(null));
        assertThat(coverage.counted("told")).isPositive();
    }

    @Test
    void checkpointsKeepTheirPromises() throws Exception {
        Coverage coverage = play("Checkpoints", new CheckpointScenario(null));
        assertThat(coverage.counted("rows")).isPositive();
    }

    private static Coverage play(String name, Scenario scenario) throws InterruptedException {
        int runs = Integer.getInteger("simulation.runs", 1000);
        long start = System.nanoTime();
        Coverage coverage = new Simulation(scenario).play(FIRST_SEED, runs);
        System.out.printf(
                Locale.ROOT,
                "%s: %,d runs from seed %d on in %,d ms: %s%n",
                name,
                runs,
                FIRST_SEED,
                (System.nanoTime() - start) / 1_000_000,
                coverage);
        return coverage;
    }

    @ParameterizedTest
    @EnumSource
    void eachMistakeIsCaught(ComponentMistake mistake) throws Exception {
        Scenario scenario = mistake.broken() == ComponentPromise.NO_ROW_LOST
                ? new CheckpointScenario(mistake)
                : new ConsumerScenario(mistake);
        ComponentPromise.Broken caught = null;
        long seed = FIRST_SEED;
        while (caught == null && seed < FIRST_SEED + MOST_RUNS) {
            try {
                new Simulation(scenario).play(seed++, 1);
            } catch (Simulation.Broken e) {
                assertThat(e).hasCauseInstanceOf(ComponentPromise.Broken.class);
                caught = (ComponentPromise.Broken) e.getCause();
            }
        }
        System.out.printf("%s: caught with seed %d%n", mistake.text(), seed - 1);
        assertThat(caught).isNotNull();
        assertThat(caught.promise()).isEqualTo(mistake.broken());
    }
}
