// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thread at a time do something for a key, whatever others do for other keys. */
final class KeyLocks {
    private final Map<String, Held> held = new HashMap<>();

    /** Waits for those who came before with this key, and throws only while it does. */
    <T> T whileHolding(String key, Supplier<T> action) throws InterruptedException {
        Held entry = take(key);
        try {
            entry.lock.lockInterruptibly();
            try {
                return action.get();
            } finally {
                entry.lock.unlock();
            }
        } finally {
            release(key, entry);
        }
    }

    private synchronized Held take(String key) {
        Held entry = held.computeIfAbsent(key, k -> new Held());
        entry.users++;
        return entry;
    }

    private synchronized void release(String key, Held entry) {
        if (--entry.users == 0) {
            held.remove(key);
        }
    }

    /** The lock of a key, for as long as somebody uses it. */
    private static final class Held {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }
}
