// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

/** A promise that was not kept. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final Promise promise;

    Violation(Promise promise, String what) {
        super(promise + " (" + promise.text() + "): " + what);
        this.promise = promise;
    }

    Promise promise() {
        return promise;
    }
}
