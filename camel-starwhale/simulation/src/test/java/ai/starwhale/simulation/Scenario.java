// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** What is played in each run. */
interface Scenario {
    /**
     * Plays it to its end.
     *
     * @throws Violation if a promise was not kept
     */
    void play(Run run) throws InterruptedException;
}
