// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.camel.RouteStop.Stoppable;
import ai.starwhale.client.Row;
import ai.starwhale.client.RowStream;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that are not read on when the route is stopped by force in which they are read. That shows as a failure and never
 * as their end, which would look like a small table.
 */
final class StoppableRows implements RowStream, Stoppable {
    private static final Logger LOG = LoggerFactory.getLogger(StoppableRows.class);

    private final RowStream rows;
    private final String what;
    private final RouteStops stops;
    private @Nullable Exchange reader;
    private List<RouteStop> routes = List.of();
    private volatile @Nullable RowsStoppedException stopped;
    private boolean ended;
    private boolean logged;

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
    public void stop(String why) {
        stopped = new RowsStoppedException(what + " was not read to its end: " + why);
        rows.close();
    }

    @Override
    public boolean hasNext() {
        // Rows that were stopped have no more either, but are not at their end.
        ended |= !rows.hasNext() && stopped == null;
        return !ended;
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
        RowsStoppedException reason = stopped;
        if (reason != null) {
            log(reason);
            throw reason;
        }
    }

    /** Tells why the rows ended in a failure that does not: in a route that is stopped by force Camel refuses the row in hand. */
    void explain(Throwable failure) {
        RowsStoppedException reason = stopped;
        if (reason != null
                && !ended
                && !(failure instanceof RowsStoppedException)
                && failure.getSuppressed().length == 0) {
            log(reason);
            failure.addSuppressed(reason);
        }
    }

    /** Not before somebody reads on: rows that were left in the middle are nothing to warn of. */
    private void log(RowsStoppedException reason) {
        if (!logged) {
            LOG.warn(reason.getMessage());
            logged = true;
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
