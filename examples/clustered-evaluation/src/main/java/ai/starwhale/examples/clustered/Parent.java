// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.io.IOException;

/** The process that started this one. */
final class Parent {
    private Parent() {}

    /** Ends this process when the one that started it ends, however that happens: the standard input is at its end then. */
    static void endWithIt() {
        daemon(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is ever sent.
                }
            } catch (IOException e) {
                // It is as good as the end.
            }
            // Should stopping in good order hang.
            daemon(() -> {
                try {
                    Thread.sleep(15_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                Runtime.getRuntime().halt(1);
            });
            System.exit(0);
        });
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "end-with-parent");
        thread.setDaemon(true);
        thread.start();
    }
}
