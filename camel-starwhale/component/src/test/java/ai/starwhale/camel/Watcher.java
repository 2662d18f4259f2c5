// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;

/** A route that watches jobs, polled by hand, and what it told. */
final class Watcher {
    static final String ROUTE = "watcher";
    private final Fixture fixture;
    private final List<Exchange> delivered = new ArrayList<>();
    private Predicate<JobStatusChange> fails = change -> false;

    Watcher(Fixture fixture, String options) throws Exception {
        this.fixture = fixture;
        fixture.route(route -> route.from("starwhale:job?scheduler=#polls" + (options.isEmpty() ? "" : "&" + options))
                .routeId(ROUTE)
                .process(exchange -> {
                    delivered.add(exchange.copy());
                    if (fails.test(exchange.getMessage().getBody(JobStatusChange.class))) {
                        throw new IllegalStateException("cannot be processed");
                    }
                })
                .to("mock:told"));
    }

    /** From now on changes like this fail. */
    void failFor(Predicate<JobStatusChange> changes) {
        fails = changes;
    }

    /** What the next poll told: {@code <job>:<status>}. */
    List<String> poll() {
        return exchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(JobStatusChange.class))
                .map(change -> change.job().id() + ":" + change.to())
                .toList();
    }

    /** The ids of what the next poll told. */
    List<String> pollForIds() {
        return exchanges().stream()
                .map(exchange -> exchange.getMessage().getHeader(StarwhaleConstants.EVENT_ID, String.class))
                .toList();
    }

    /** The exchanges of the next poll. */
    List<Exchange> exchanges() {
        delivered.clear();
        fixture.polls.poll();
        return List.copyOf(delivered);
    }

    MockEndpoint told() {
        return fixture.camel.getEndpoint("mock:told", MockEndpoint.class);
    }

    void restart() throws Exception {
        fixture.camel.getRouteController().stopRoute(ROUTE);
        fixture.camel.getRouteController().startRoute(ROUTE);
    }
}
