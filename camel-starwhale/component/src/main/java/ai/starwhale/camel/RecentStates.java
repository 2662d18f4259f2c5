// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Keeps the state of a consumer in memory: so many entries, those that were used last. */
final class RecentStates extends ServiceSupport implements StateRepository<String, String> {
    /** About 20 MB. */
    static final int MOST = 100_000;

    private final Map<String, String> states = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    @Override
    public synchronized void setState(String key, String value) {
        states.put(key, value);
    }

    @Override
    public synchronized @Nullable String getState(String key) {
        return states.get(key);
    }
}
