// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A seed is a run: played again, the same happens in the same order at the same time. */
class SameSeedTest {

    @ParameterizedTest
    @ValueSource(longs = {3, 66, 219, 1276})
    void isTheSameRun(long seed) throws Exception {
        List<String> first = new Simulation(new JobsScenario()).trace(seed);
        assertThat(first).hasSizeGreaterThan(100);
        assertThat(new Simulation(new JobsScenario()).trace(seed)).isEqualTo(first);
    }
}
