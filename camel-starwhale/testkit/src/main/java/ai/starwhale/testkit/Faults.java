// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong at a {@link StarwhaleServer}, on purpose:
 *
 * <pre>{@code
 * server.faults().on("POST", "/project/demo/job").times(2).answer(Answer.error(503));
 * server.faults().on("GET", "/project/**").after(3).times(1).answer(Answer.cut());
 * }</pre>
 *
 * <p>Faults are tried in the order in which they were added; the first one that is due has its way.
 */
public final class Faults {

    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    Faults() {}

    /** At the requests that this says yes to. It is asked by many threads at once. */
    public Fault on(Predicate<RecordedRequest> requests) {
        Fault fault = new Fault(requests);
        faults.add(fault);
        return fault;
    }

    /** At requests with this method and path; see {@link RecordedRequest#is}. */
    public Fault on(String method, String path) {
        return on(request -> request.is(method, path));
    }

    /** At every request. */
    public Fault onAny() {
        return on(request -> true);
    }

    /** Lets everything go well from now on. */
    public void clear() {
        faults.clear();
    }

    @Nullable Answer at(RecordedRequest request) {
        for (Fault fault : faults) {
            if (fault.takes(request)) {
                return fault.happen();
            }
        }
        return null;
    }
}
