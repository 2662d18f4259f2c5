// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers calls: through the gate, to the handler of the path. */
final class Service {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final World world;
    private final Gate gate;
    private final Routes routes = new Routes();
    private final JobCreation creation;
    private final BlobApi blobs;

    Service(World world) {
        this.world = world;
        gate = new Gate(world);
        creation = new JobCreation(world);
        new AccountApi(world).addTo(routes);
        new ProjectApi(world).addTo(routes);
        new TrashApi().addTo(routes);
        TaskApi tasks = new TaskApi(world);
        tasks.addTo(routes);
        new LogApi(world, tasks).addTo(routes);
        // Before the actions, which take every name behind a job.
        new EventApi(world).addTo(routes);
        new JobApi(world, creation).addTo(routes);
        new DatastoreApi(world, gate).addTo(routes);
        blobs = new BlobApi(world);
        blobs.addTo(routes);
    }

    JobCreation creation() {
        return creation;
    }

    Reply reply(Call call) {
        try {
            String file = call.storedFile();
            if (file != null) {
                return blobs.read(file, call.query(), call.header("range"));
            }
            Route route;
            synchronized (world) {
                gate.enter(call);
                route = routes.find(call);
                if (route == null) {
                    return Reply.html(404);
                }
                Gate.check(call, route.access());
                // Tables guard themselves; pages of rows shall not wait for each other.
                if (!call.segment(0).equals("datastore")) {
                    return route.handler().handle(call);
                }
            }
            return route.handler().handle(call);
        } catch (Failure e) {
            return e.reply();
        } catch (RuntimeException e) {
            LOG.warn("{} failed", call.method(), e);
            return Reply.failure(500, "internalServerError", e.getMessage());
        }
    }
}
