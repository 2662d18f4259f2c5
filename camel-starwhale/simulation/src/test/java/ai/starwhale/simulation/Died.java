// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** Ends the threads of a process that dies. An error, so that nobody takes it for a failure of what was asked. */
final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died() {
        super("the process has died", null, false, false);
    }
}
