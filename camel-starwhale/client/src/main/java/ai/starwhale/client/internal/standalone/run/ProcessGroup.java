// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process and all that it started. Where the system has {@code setsid} (Linux) the process leads a group of its own, to
 * which its children belong also when their parent is gone; elsewhere (macOS) its descendants are looked for before each
 * signal, which misses those whose parent is gone.
 */
final class ProcessGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final ProcessHandle leader;
    private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

    ProcessGroup(ProcessHandle leader) {
        this.leader = leader;
    }

    /** What makes the command that follows the leader of a group. */
    static List<String> leading(Map<String, String> environment) {
        return Swcli.onPath("setsid", environment)
                .map(found -> List.of(found.toString()))
                .orElse(List.of());
    }

    /** Whether it does anything: one that has ended and that its parent did not ask about yet has no command any more. */
    static boolean lives(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** Waits for the end of the leader, so long at most; gives whether it has ended. */
    boolean awaitEnd(Duration longest) throws InterruptedException {
        try {
            leader.onExit().get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return !lives(leader);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The time of all processors that the processes have used; what the system does not tell is nothing. */
    Duration cpuTime() {
        descendants.addAll(leader.descendants().toList());
        Duration sum = leader.info().totalCpuDuration().orElse(Duration.ZERO);
        for (ProcessHandle descendant : descendants) {
            sum = sum.plus(descendant.info().totalCpuDuration().orElse(Duration.ZERO));
        }
        return sum;
    }

    /** Asks all to stop, as a terminal does with Ctrl-C. */
    void interrupt() {
        signal("INT");
    }

    /** Ends all: those who do not go within the grace time are killed. */
    void end(Duration grace) throws InterruptedException {
        signal("TERM");
        awaitEnds(grace);
        // Also when all that are known have gone: others may belong to the group.
        signal("KILL");
        if (!awaitEnds(grace)) {
            LOG.warn("process {} or one that it has started cannot be killed", leader.pid());
        }
    }

    /** Looks often, because the JDK looks seldom whether a process has ended that is no child of this one. */
    private boolean awaitEnds(Duration longest) throws InterruptedException {
        long start = System.nanoTime();
        while (lives(leader) || descendants.stream().anyMatch(ProcessGroup::lives)) {
            if (System.nanoTime() - start > longest.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK.toMillis());
        }
        return true;
    }

    private void signal(String name) {
        descendants.addAll(leader.descendants().toList());
        // The shell's own: the kill that is a file is part of a package that small images do not have.
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "kill -s \"$@\"", "sh", name, "--", "-" + leader.pid()));
        descendants.stream().filter(ProcessGroup::lives).forEach(one -> command.add(String.valueOf(one.pid())));
        if (leader.isAlive()) {
            command.add(String.valueOf(leader.pid()));
        }
        try {
            // Ends with an error when there is no such group, and signals the others all the same.
            var unused = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            LOG.warn("process {} cannot be sent the signal {}: {}", leader.pid(), name, e.getMessage());
            if (!name.equals("INT")) {
                descendants.forEach(ProcessHandle::destroyForcibly);
                leader.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
