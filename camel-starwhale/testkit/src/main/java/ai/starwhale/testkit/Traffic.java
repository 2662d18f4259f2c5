// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came in, and who may answer it instead of the Server: the interceptor, then the faults. */
final class Traffic {

    private final List<RecordedRequest> requests = new ArrayList<>();
    private final Faults faults = new Faults();
    private volatile @Nullable Interceptor interceptor;

    Faults faults() {
        return faults;
    }

    void intercept(@Nullable Interceptor hook) {
        interceptor = hook;
    }

    @Nullable Answer record(RecordedRequest request) {
        synchronized (requests) {
            requests.add(request);
        }
        try {
            Interceptor hook = interceptor;
            Answer answer = hook == null ? null : hook.intercept(request);
            return answer == null ? faults.at(request) : answer;
        } catch (RuntimeException | Error e) {
            return Answer.of(Service.broken(request.method(), e));
        }
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
