// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A machine with a clock of its own, on which one process runs: some programs, each in a thread, that share a client. When
 * the process dies, another is started that runs the same programs; what these have kept is theirs to know.
 */
final class Machine {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final Run run;
    private final String name;
    private final boolean isMortal;
    private final Map<String, Consumer<ClientProcess>> programs = new LinkedHashMap<>();
    private Duration ahead = Duration.ZERO;

    /** {@code isMortal} says whether its processes may die. */
    Machine(Run run, String name, boolean isMortal) {
        this.run = run;
        this.name = name;
        this.isMortal = isMortal;
    }

    /** Adds what each of its processes runs. */
    Machine program(String what, Consumer<ClientProcess> script) {
        programs.put(what, script);
        return this;
    }

    /** Starts its first process. */
    void start() {
        new ClientProcess(run, this).start();
    }

    /** Starts another process after a time. */
    void restart() {
        run.turns().after(run.dice().upTo(LONGEST_PAUSE), this::start);
    }

    Map<String, Consumer<ClientProcess>> programs() {
        return programs;
    }

    boolean isMortal() {
        return isMortal;
    }

    /** Sets the clock forward or back. */
    void jump(Duration by) {
        ahead = ahead.plus(by);
    }

    /** By how much the clock is wrong. */
    Duration ahead() {
        return ahead;
    }

    @Override
    public String toString() {
        return name;
    }
}
