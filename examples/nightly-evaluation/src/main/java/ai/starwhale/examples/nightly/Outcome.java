// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.nightly;

import java.util.concurrent.CompletableFuture;

/** How an evaluation ended, as an exit code; only whoever runs one evaluation waits for it. */
final class Outcome {
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    void succeeded() {
        exitCode.complete(0);
    }

    void failed() {
        exitCode.complete(1);
    }

    int await() {
        return exitCode.join();
    }
}
