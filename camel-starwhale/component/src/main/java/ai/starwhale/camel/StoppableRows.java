// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.camel.RouteStop.Stoppable;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are not read on when the route is stopped by force in which they are read. That shows as a failure and never
 * as their end, which would look like a small table.
 */
final class StoppableRows implements RowStream, Stoppable {
    private final RowStream rows;
    private final String what;
    private final RouteStops stops;
    private @Nullable Exchange reader;
    private List<RouteStop> routes = List.of();
    private volatile @Nullable String why;

    /** {@code what} is read, for messages. */
    StoppableRows(RowStream rows, String what, RouteStops stops) {
        this.rows = rows;
        this.what = what;
        this.stops = stops;
    }

    /** It is this exchange that reads from now on, if there is one. */
    void readBy(@Nullable Exchange exchange) {
        if (exchange != null && !exchange.equals(reader)) {
            leave();
            reader = exchange;
            routes = stops.of(exchange);
            routes.forEach(route -> route.addRows(this));
        }
    }

    private void leave() {
        routes.forEach(route -> route.remove(this));
        routes = List.of();
        reader = null;
    }

    /** Called by the thread that stops the route, while another one may wait for a page. */
    @Override
    public void stop(String reason) {
        why = reason;
        rows.close();
    }

    @Override
    public boolean hasNext() {
        // What is closed has no rows, so why it was closed is looked at behind that.
        return rows.hasNext() || why != null;
    }

    @Override
    public Row next() {
        try {
            check();
            return rows.next();
        } catch (RuntimeException e) {
            check();
            throw e;
        }
    }

    @Override
    public List<Row> nextPage() {
        try {
            check();
            return rows.nextPage();
        } catch (RuntimeException e) {
            check();
            throw e;
        }
    }

    private void check() {
        String reason = why;
        if (reason != null) {
            throw new RowsStoppedException(what + " was not read to its end: " + reason);
        }
    }

    @Override
    public @Nullable Object position() {
        return rows.position();
    }

    @Override
    public void close() {
        leave();
        rows.close();
    }

    /** Short, and reads nothing: bodies end up in logs. */
    @Override
    public String toString() {
        return rows.toString();
    }
}
