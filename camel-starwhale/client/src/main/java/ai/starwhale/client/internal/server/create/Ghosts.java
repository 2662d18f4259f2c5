// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Rows of the summary table that never became a job: their creation failed behind the row. The rows stay, and each is
 * waited for once only. Of more than there can be with sense the oldest are forgotten.
 */
final class Ghosts {
    private static final int MOST = 10_000;

    private final Set<String> uuids = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    });

    synchronized boolean contains(String uuid) {
        return uuids.contains(uuid);
    }

    synchronized void addAll(Collection<String> ghosts) {
        uuids.addAll(ghosts);
    }
}
