// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths that the Server knows below its base. */
final class Routes {

    /** Who may use a path. */
    enum Access {
        EVERYBODY,
        USERS,
        READERS,
        OWNERS
    }

    @FunctionalInterface
    interface Handler {
        Reply handle(Call call);
    }

    record Route(String method, List<String> pattern, Access access, Handler handler) {

        boolean matches(Call call) {
            if (call.segments() != pattern.size()) {
                return false;
            }
            for (int i = 0; i < pattern.size(); i++) {
                if (!pattern.get(i).equals("*") && !pattern.get(i).equals(call.segment(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Route> routes = new ArrayList<>();

    /** Adds a path whose variable segments are {@code *}. */
    void add(String method, String pattern, Access access, Handler handler) {
        routes.add(new Route(method, List.of(pattern.split("/", -1)), access, handler));
    }

    /** Null if no method is known for the path. */
    @Nullable Route find(Call call) {
        boolean known = false;
        for (Route route : routes) {
            if (route.matches(call)) {
                if (route.method().equals(call.method())) {
                    return route;
                }
                known = true;
            }
        }
        if (known) {
            throw Failure.internal("Request method '" + call.method() + "' not supported");
        }
        return null;
    }
}
