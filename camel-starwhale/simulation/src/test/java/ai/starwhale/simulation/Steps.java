// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** The steps of one process: between any two of them it may die, and after that none is done. */
final class Steps {
    private static final double DEATHS = 0.02;
    private static final double FAILURES = 0.02;

    private final Run run;
    private final ClientProcess process;
    private final boolean mayFail;
    private boolean isOver;

    /** {@code mayFail} says whether what the process keeps may fail to be kept. */
    Steps(Run run, ClientProcess process, boolean mayFail) {
        this.run = run;
        this.process = process;
        this.mayFail = mayFail;
    }

    /** The process may die here. */
    void step() {
        if (isOver) {
            throw new Died();
        }
        if (process.canDie() && run.dice().hits(DEATHS)) {
            isOver = true;
            run.coverage().count("died between steps");
            run.trace().add("dies", "");
            throw process.die();
        }
    }

    /** What is kept outside of the process may fail here. */
    void mayFail() {
        if (mayFail && !run.trouble().isCalm() && run.dice().hits(FAILURES)) {
            run.coverage().count("not kept");
            throw new IllegalStateException("disk full");
        }
    }

    /** The process has died elsewhere. */
    void end() {
        isOver = true;
    }

    /**
     * Does this within Camel, whose threads an Error would leave in a state of which it knows nothing: the death of the
     * process shows as a failure there, and whoever has called Camel {@linkplain #check looks}.
     */
    void withinCamel(Runnable action) {
        try {
            action.run();
        } catch (Died e) {
            isOver = true;
            throw new IllegalStateException(e.getMessage());
        }
    }

    /** Whoever has swallowed the death of the process meets it here. */
    void check() {
        if (isOver) {
            throw new Died();
        }
    }
}
