// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong, and in whatever order: the component tells the last status, and loses no row. */
class ComponentSimulationTest {
    private static final long FIRST_SEED = 1;
    private static final int MOST_RUNS = 2_000;
    private static final List<String> COUNTED = List.of(
            "told",
            "redelivered",
            "exchange failed",
            "died between steps",
            "not kept",
            "poll failed",
            "stopped",
            "started");

    @Test
    void consumersKeepTheirPromises() throws Exception {
        Coverage coverage = new Simulation(new ConsumerScenario(null)).playAll("Consumers", FIRST_SEED);
        assertThat(COUNTED)
                .allSatisfy(what -> assertThat(coverage.counted(what)).isPositive());
    }

    @Test
    void checkpointsKeepTheirPromises() throws Exception {
        Coverage coverage = new Simulation(new CheckpointScenario(null)).playAll("Checkpoints", FIRST_SEED);
        assertThat(coverage.counted("rows again")).isPositive();
        assertThat(coverage.counted("died between steps")).isPositive();
    }

    @Test
    void theSameSeedIsTheSameRun() throws Exception {
        for (Scenario scenario : List.of(new ConsumerScenario(null), new CheckpointScenario(null))) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + 10; seed++) {
                assertThat(acts(scenario, seed)).isEqualTo(acts(scenario, seed));
            }
        }
    }

    /** All that happens but for requests: those for the next page are sent while rows of the one before are processed. */
    private static List<String> acts(Scenario scenario, long seed) throws InterruptedException {
        return new Simulation(scenario)
                .trace(seed).stream()
                        .filter(line -> !line.matches(".* (sends|is told|[A-Z]+_[A-Z0-9]+) .*"))
                        .toList();
    }

    @ParameterizedTest
    @EnumSource
    void eachMistakeIsCaught(ComponentMistake mistake) throws Exception {
        Scenario scenario = mistake.broken() == ComponentPromise.NO_ROW_LOST
                ? new CheckpointScenario(mistake)
                : new ConsumerScenario(mistake);
        ComponentPromise.Broken caught = null;
        long seed = FIRST_SEED;
        for (; caught == null && seed < FIRST_SEED + MOST_RUNS; seed++) {
            try {
                scenario.play(new Run(seed, null, null));
            } catch (ComponentPromise.Broken e) {
                // The promise that it breaks, and not one that it breaks besides.
                caught = e.promise() == mistake.broken() ? e : null;
            }
        }
        System.out.printf("Caught: %s, by %s with seed %d%n", mistake.text(), mistake.broken(), seed - 1);
        assertThat(caught).as("what catches: %s", mistake.text()).isNotNull();
    }
}
