// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/** Kills nodes that fire or watch, at random moments, and looks whether the others keep the promises. */
final class Failovers {
    /** As in application.properties. */
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private static final Duration QUIET = Duration.ofSeconds(60);

    private final Surroundings surroundings;
    private final Nodes nodes;
    private final Report report;
    private final Random random;
    private final List<Long> kills = new ArrayList<>();
    /** The first fire that counts: what was there before the first poll is not told of. */
    private final Instant first;

    /** The seed decides which nodes are killed, and when. */
    Failovers(Surroundings surroundings, Nodes nodes, Report report, long seed) {
        this.surroundings = surroundings;
        this.nodes = nodes;
        this.report = report;
        this.random = new Random(seed);
        this.first =
                Instant.ofEpochSecond((Instant.now().getEpochSecond() / PERIOD.toSeconds() + 1) * PERIOD.toSeconds());
        report.line("the seed is " + seed);
    }

    /** Gives what was not as promised, in words. */
    List<String> run(int runs) {
        for (int run = 1; run <= runs; run++) {
            String title = "run " + run + " of " + runs;
            failover(title);
            Seen seen = quiet();
            List<String> broken = broken(seen);
            if (!broken.isEmpty()) {
                report.line(title + ": not as promised:");
                broken.forEach(report::line);
                return broken;
            }
            report.line(title + ": " + result(seen));
            if (run == runs) {
                tellAll(seen);
            }
        }
        return List.of();
    }

    private void failover(String run) {
        String node = moment();
        Instant killed = Instant.now();
        String role = role(node);
        kills.add(killed.toEpochMilli());
        nodes.kill(node);
        kills.add(System.currentTimeMillis());
        report.line(run + ": killed " + node + ", " + role);
        nodes.start();
        Waiting.until("the end of what " + node + " had begun", () -> surroundings.hasBuried(node));
        Waiting.until("a fire on another node", () -> nodes.fires().lastKey().isAfter(killed));
        Waiting.until("another watcher", () -> nodes.isAlive(nodes.watching()));
        Waiting.until("the start of the new node", nodes::areReady);
    }

    /** Waits for the moment, and says which node. */
    private String moment() {
        int kind = random.nextInt(3);
        int delay = random.nextInt((int) PERIOD.toMillis());
        if (kind == 0) {
            // The narrowest place: a change was told, and it is not written down yet.
            nodes.awaitTold();
            return nodes.watching();
        }
        int before = nodes.fires().size();
        Waiting.until("a fire", () -> nodes.fires().size() > before);
        // Any moment from one fire to the next.
        Waiting.pause(Duration.ofMillis(delay));
        return kind == 1 ? nodes.watching() : nodes.firing();
    }

    private String role(String node) {
        boolean fires = node.equals(nodes.firing());
        boolean watches = node.equals(nodes.watching());
        return "which " + (fires ? "fired" : "") + (fires && watches ? " and " : "") + (watches ? "watched" : "");
    }

    /** What there is when all fires so far have become jobs that ended and were told of, or when it takes too long. */
    private Seen quiet() {
        Instant last = nodes.fires().lastKey();
        long end = System.nanoTime() + QUIET.toNanos();
        while (true) {
            // Fires that were late may come out of order.
            NavigableSet<Instant> fires =
                    new TreeSet<>(nodes.fires().subMap(first, true, last, true).keySet());
            fires.add(first);
            Seen seen = surroundings.look(fires, kills);
            if (broken(seen).isEmpty() || System.nanoTime() > end) {
                return seen;
            }
            Waiting.pause(Duration.ofMillis(500));
        }
    }

    private static List<String> broken(Seen seen) {
        return Promises.broken(seen, PERIOD, EmbeddedServer.EVALUATION);
    }

    private static String result(Seen seen) {
        long kept = seen.jobs().stream().filter(job -> !job.isCancelled()).count();
        return seen.fires().size() + " fires, " + kept + " jobs, "
                + (kept - seen.fires().size()) + " doubled";
    }

    private void tellAll(Seen seen) {
        long cancelled = seen.jobs().stream().filter(Seen.Job::isCancelled).count();
        long again =
                seen.events().stream().filter(event -> event.deliveries() > 1).count();
        long running = Promises.running(seen, PERIOD, EmbeddedServer.EVALUATION);
        report.line("fires that a node had begun and another one repeated: " + nodes.repeated()
                + "; with a job that was there already: " + nodes.found() + "; jobs cancelled: " + cancelled);
        report.line("changes told: " + seen.events().size() + ", more than once: " + again + ", lost: 0 (" + running
                + " jobs were RUNNING for longer than a poll)");
        report.line(result(seen));
    }
}
