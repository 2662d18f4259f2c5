// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Knows when routes begin to stop. Camel tells that to the services of a route and not to its producers, so each route
 * gets such a service.
 */
final class RouteStops extends LifecycleStrategySupport {
    private final Map<String, RouteWaits> routes = new ConcurrentHashMap<>();

    @Override
    public void onRoutesAdd(Collection<Route> added) {
        added.forEach(route -> {
            RouteWaits waits = new RouteWaits(route.getRouteId());
            route.addService(waits);
            routes.put(route.getRouteId(), waits);
        });
    }

    @Override
    public void onRoutesRemove(Collection<Route> removed) {
        removed.forEach(route -> routes.remove(route.getRouteId()));
    }

    /** The routes that the exchange comes from and is in. */
    List<RouteWaits> of(Exchange exchange) {
        Route current = exchange.getUnitOfWork() == null
                ? null
                : exchange.getUnitOfWork().getRoute();
        return Stream.of(exchange.getFromRouteId(), current == null ? null : current.getRouteId())
                .filter(Objects::nonNull)
                .distinct()
                .map(routes::get)
                .filter(Objects::nonNull)
                .toList();
    }
}
