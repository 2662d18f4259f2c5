// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The jobs of this process that wait for their turn on a root: one thread a root runs them in order, and is there only
 * while there is one. There is one queue a root for all clients, because the lock of a root tells processes apart and not
 * clients.
 */
final class RunQueue {
    private static final Map<Path, RunQueue> QUEUES = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor thread;

    private RunQueue() {
        thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread runner = new Thread(task, "starwhale-run");
            runner.setDaemon(true);
            return runner;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    static RunQueue of(Path root) throws IOException {
        Files.createDirectories(root);
        return QUEUES.computeIfAbsent(root.toRealPath(), path -> new RunQueue());
    }

    void add(RunTask task) {
        thread.execute(task);
    }
}
