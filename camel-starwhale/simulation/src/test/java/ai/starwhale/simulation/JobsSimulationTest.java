// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever goes wrong, and in whatever order: jobs are made once, and the last status is told. */
class JobsSimulationTest {
    private static final long FIRST_SEED = 1;

    @Test
    void keepsItsPromises() throws Exception {
        Coverage coverage = new Simulation(new JobsScenario()).playAll("Jobs", FIRST_SEED);
        for (Fault fault : Fault.values()) {
            assertThat(coverage.counted(fault)).as("%s", fault).isPositive();
        }
        for (Event event : Event.values()) {
            assertThat(coverage.counted(event)).as("%s", event).isPositive();
        }
    }
}
