// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever goes wrong: each row is read once, in order and with its cells. */
class RowsSimulationTest {
    private static final long FIRST_SEED = 1;

    @Test
    void keepsItsPromises() throws Exception {
        Coverage coverage = new Simulation(new RowsScenario()).playAll("Rows", FIRST_SEED);
        assertThat(coverage.counted(Fault.ANSWER_CUT)).isPositive();
        assertThat(coverage.counted(Fault.TOKEN_EXPIRED)).isPositive();
    }
}
