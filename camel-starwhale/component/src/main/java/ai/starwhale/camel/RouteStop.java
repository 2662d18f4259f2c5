// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.camel.NonManagedService;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownPrepared;

/**
 * The stop of one route, and what of its exchanges ends with it. Waits end when it begins, as it would wait for these
 * exchanges otherwise. Rows may be read to their end, for as long as Camel gives the route. A suspended route goes on with
 * what it has begun, for as long again.
 */
final class RouteStop implements Service, ShutdownPrepared, NonManagedService {
    private final String routeId;
    private final Set<Stoppable> waits = new HashSet<>();
    /** Nobody has to read rows to their end, or to close them. */
    private final Set<Stoppable> rows = Collections.newSetFromMap(new WeakHashMap<>());

    private boolean stopping;
    private boolean over;

    RouteStop(String routeId) {
        this.routeId = routeId;
    }

    /** Ends this when the route begins to stop, at once if it does so already. */
    void addWait(Stoppable wait) {
        synchronized (this) {
            if (!stopping) {
                waits.add(wait);
                return;
            }
        }
        wait.stop(stops());
    }

    /** Ends this when the route is stopped by force, at once if it was. It is held weakly. */
    void addRows(Stoppable some) {
        synchronized (this) {
            if (!over) {
                rows.add(some);
                return;
            }
        }
        some.stop(forced());
    }

    synchronized void remove(Stoppable ended) {
        waits.remove(ended);
        rows.remove(ended);
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    String stops() {
        return "route '" + routeId + "' stops";
    }

    private String forced() {
        return "route '" + routeId + "' was stopped by force, as the time for its stop was over";
    }

    /**
     * When a stop begins; and, forced, when the time is over that Camel gives a stop or a suspension. A route that was only
     * suspended waits and reads again when it is resumed.
     */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            end(false);
        } else if (!suspendOnly) {
            synchronized (this) {
                stopping = true;
            }
            endWaits();
        }
    }

    @Override
    public void start() {}

    /** The route has no services any more that could process anything. */
    @Override
    public void stop() {
        end(true);
    }

    private void end(boolean stopped) {
        List<Stoppable> ended;
        synchronized (this) {
            stopping |= stopped;
            over = stopping;
            ended = List.copyOf(rows);
            rows.clear();
        }
        ended.forEach(some -> some.stop(forced()));
        endWaits();
    }

    private void endWaits() {
        List<Stoppable> ended;
        synchronized (this) {
            ended = List.copyOf(waits);
            waits.clear();
        }
        ended.forEach(wait -> wait.stop(stops()));
    }

    /** Something that takes long, which can be ended. */
    @FunctionalInterface
    interface Stoppable {
        /** Ends it; {@code why} is a clause. */
        void stop(String why);
    }
}
