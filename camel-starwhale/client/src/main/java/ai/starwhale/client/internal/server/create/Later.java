// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.http.Time;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things after a time, unless it is closed before. Nobody waits for them, and nobody is told when they fail. */
final class Later implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Later.class);

    private final Time time;
    private final Executor executor;
    /** What is still to be done, with what calls it off. */
    private final Map<Object, Runnable> waiting = new ConcurrentHashMap<>();

    private volatile boolean closed;

    Later(Time time, Executor executor) {
        this.time = time;
        this.executor = executor;
    }

    void after(Duration delay, Runnable action) {
        Object ticket = new Object();
        waiting.put(ticket, time.after(delay, () -> executor.execute(() -> run(ticket, action))));
    }

    private void run(Object ticket, Runnable action) {
        waiting.remove(ticket);
        if (closed) {
            return;
        }
        try {
            action.run();
        } catch (StarwhaleException e) {
            LOG.debug("left undone: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        waiting.values().forEach(Runnable::run);
        waiting.clear();
    }
}
