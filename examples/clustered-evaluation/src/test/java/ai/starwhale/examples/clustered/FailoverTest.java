// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nodes are killed at random moments: five times, or as often as {@code -Dfailover.runs} says. */
class FailoverTest {

    @Test
    void everyFireIsOneJobAndEveryChangeIsTold() throws Exception {
        long seed = Long.getLong("failover.seed", new Random().nextInt(1_000_000));
        int runs = Integer.getInteger("failover.runs", 5);
        assertThat(ClusteredEvaluation.run(runs, seed, Path.of("target", "failover-test")))
                .as("with -Dfailover.seed=" + seed)
                .isEmpty();
    }
}
