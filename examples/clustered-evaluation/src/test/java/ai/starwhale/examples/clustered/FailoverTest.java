// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Nodes are killed at random moments: five times, or as often as {@code -Dfailover.runs} says. */
class FailoverTest {

    @Test
    @EnabledIf(
            value = "ai.starwhale.examples.clustered.EmbeddedDatabase#isAllowed",
            disabledReason = "PostgreSQL does not run as root, and unshare -U is not allowed here")
    void everyFireIsOneJobAndEveryChangeIsTold() throws Exception {
        long seed = Long.getLong("failover.seed", new Random().nextInt(1_000_000));
        int runs = Integer.getInteger("failover.runs", 5);
        assertThat(ClusteredEvaluation.run(runs, seed, Path.of("target", "failover-test")))
                .as("with -Dfailover.seed=" + seed)
                .isEmpty();
    }
}
