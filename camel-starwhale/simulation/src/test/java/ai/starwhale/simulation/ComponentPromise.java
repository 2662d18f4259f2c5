// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** What the component promises in every run. */
enum ComponentPromise {
    LAST_STATUS("the last status that a route was told is the Server's once things are quiet"),
    LONG_ENOUGH("a status that stood during a whole poll is told"),
    IN_ORDER("the statuses of a job are told in the Server's order"),
    ONLY_JOBS("nothing is told that is not a job"),
    ONE_ID("the same change has the same event id however often it is told, and another one another"),
    HELD_BACK(
            "what failed, or was not told to its end, is told again before anything else of its job, by the next process"
                    + " too, and holds back no other job"),
    NO_ROW_LOST("each row was processed"),
    WITHIN_A_PAGE("a row is processed again only if it is one of the last page before a crash or failure"),
    ROWS_IN_ORDER("rows are processed in the order of their keys");

    private final String text;

    ComponentPromise(String text) {
        this.text = text;
    }

    /** What it is, in words. */
    String text() {
        return text;
    }

    /** Fails the run: {@code what} says how it was broken. */
    Broken broken(String what) {
        return new Broken(this, what);
    }

    /** A promise that was not kept. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        private final ComponentPromise promise;

        Broken(ComponentPromise promise, String what) {
            super(promise + " (" + promise.text + "): " + what);
            this.promise = promise;
        }

        ComponentPromise promise() {
            return promise;
        }
    }
}
