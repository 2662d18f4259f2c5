// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** What must hold in every run. */
enum Promise {
    ONE_JOB_A_KEY("at rest at most one job a key is not cancelled"),
    CALLERS_HOLD_IT("every living caller holds the id of that job"),
    NO_JOB_UNHELD("no job is left that nobody holds"),
    LAST_STATUS("the last status that a watcher told is the Server's once things are quiet"),
    ONLY_JOBS("a watcher tells of nothing that is not a job"),
    IN_ORDER("a watcher tells the statuses of a job in the Server's order"),
    LONG_ENOUGH("a status that stood during a whole poll is told"),
    EACH_ROW_ONCE("a scan gives each row once and in order, or an error"),
    RIGHT_CELLS("a row has the cells and types that were written"),
    BUDGET("a poll, a create and a scan keep to their number of requests"),
    ONE_LOGIN("a process logs in once, and once for each expiry, whatever the number of its threads");

    private final String text;

    Promise(String text) {
        this.text = text;
    }

    /** Fails the run: {@code what} says how it was broken. */
    Violation broken(String what) {
        return new Violation(this, what);
    }

    String text() {
        return text;
    }
}
