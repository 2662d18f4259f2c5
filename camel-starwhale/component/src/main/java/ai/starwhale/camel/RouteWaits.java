// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.NonManagedService;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownPrepared;

/**
 * What the exchanges of one route wait for. It ends when the route begins to stop, which would wait for these exchanges
 * otherwise. A suspended one goes on with what it has begun, for as long as Camel
 * gives it.
 */
final class RouteWaits implements Service, ShutdownPrepared, NonManagedService {
    private final String routeId;
    private final Set<Stoppable> waits = new HashSet<>();
    private boolean stopping;

    RouteWaits(String routeId) {
        this.routeId = routeId;
    }

    /** Ends this with the route, at once if that stops already. */
    void add(Stoppable wait) {
        synchronized (this) {
            if (!stopping) {
                waits.add(wait);
                return;
            }
        }
        wait.stop(stopped());
    }

    synchronized void remove(Stoppable wait) {
        waits.remove(wait);
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    /** Tells that the route stops. */
    AwaitStoppedException stopped() {
        return new AwaitStoppedException("route '" + routeId + "' stops", null);
    }

    /**
     * When a stop begins; and, forced, when the time is over that Camel gives a stop or a suspension. A route that was only
     * suspended waits again when it is resumed.
     */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            end();
        } else if (!suspendOnly) {
            stop();
        }
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        synchronized (this) {
            stopping = true;
        }
        end();
    }

    private void end() {
        List<Stoppable> ended;
        synchronized (this) {
            ended = List.copyOf(waits);
            waits.clear();
        }
        ended.forEach(wait -> wait.stop(stopped()));
    }

    /** Something that waits, which can be ended. */
    @FunctionalInterface
    interface Stoppable {
        void stop(AwaitStoppedException why);
    }
}
