// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came in, and the hook that may answer it. */
final class Traffic {

    private final List<RecordedRequest> requests = new ArrayList<>();
    private volatile @Nullable Interceptor interceptor;

    void intercept(@Nullable Interceptor hook) {
        interceptor = hook;
    }

    @Nullable Answer record(RecordedRequest request) {
        synchronized (requests) {
            requests.add(request);
        }
        Interceptor hook = interceptor;
        return hook == null ? null : hook.intercept(request);
    }

    List<RecordedRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    void clear() {
        synchronized (requests) {
            requests.clear();
        }
    }
}
