// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Three nodes evaluate on a schedule and watch their jobs, beside a database and a Server; each is a process of its own. Now
 * and then one that fires or watches is killed. Ends with 0 if each fire has become one job, and each change was told.
 */
public final class ClusteredEvaluation {
    private static final int NODES = 3;

    private ClusteredEvaluation() {}

    public static void main(String[] args) throws IOException {
        long seed = Long.getLong("failover.seed", 0);
        List<String> broken = run(
                Integer.getInteger("failover.runs", 2),
                seed == 0 ? new Random().nextInt(1_000_000) + 1 : seed,
                Path.of("target", "clustered-evaluation"));
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    /** Kills so many nodes, one after the other, and gives what was not as promised, in words. */
    static List<String> run(int runs, long seed, Path target) throws IOException {
        Report report = new Report();
        Path folder = Files.createDirectories(target.toAbsolutePath());
        report.line("starting PostgreSQL, a Starwhale Server and " + NODES + " nodes; what they log is in " + folder);
        try (Surroundings surroundings = new Surroundings(folder)) {
            surroundings.awaitStart();
            try (Nodes nodes = new Nodes(surroundings.environment(), folder, report)) {
                for (int i = 0; i < NODES; i++) {
                    nodes.start();
                }
                Waiting.until("the start of the nodes", () -> nodes.areReady() && surroundings.isWatched());
                return new Failovers(surroundings, nodes, report, seed).run(runs);
            }
        }
    }
}
