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
import org.jspecify.annotations.Nullable;

/**
 * Knows when routes begin to stop. Camel tells that to the services of a route and not to its producers, so each route
 * gets such a service.
 */
final class RouteStops extends LifecycleStrategySupport {
    private final Map<String, RouteStop> routes = new ConcurrentHashMap<>();

    @Override
    public void onRoutesAdd(Collection<Route> added) {
        added.forEach(route -> {
            RouteStop stop = new RouteStop(route.getRouteId());
            route.addService(stop);
            routes.put(route.getRouteId(), stop);
        });
    }

    @Override
    public void onRoutesRemove(Collection<Route> removed) {
        removed.forEach(route -> routes.remove(route.getRouteId()));
    }

    /** The routes that the exchange comes from and is in. */
    List<RouteStop> of(Exchange exchange) {
        return Stream.of(exchange.getFromRouteId(), current(exchange))
                .filter(Objects::nonNull)
                .distinct()
                .map(routes::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The route that the exchange is in, which may be another one than it comes from; null outside of routes. */
    static @Nullable String current(Exchange exchange) {
        Route route = exchange.getUnitOfWork() == null
                ? null
                : exchange.getUnitOfWork().getRoute();
        return route == null ? null : route.getRouteId();
    }
}
