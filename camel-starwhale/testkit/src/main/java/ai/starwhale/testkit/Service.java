// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Route;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
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

    /** @param scheme how it is talked to: http or https */
    Service(World world, String scheme) {
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
        blobs = new BlobApi(world, scheme);
        blobs.addTo(routes);
    }

    /** Errors of every shape in the same one, where the server is to be that kind. */
    private Reply envelope(Reply error) {
        String type = error.contentType();
        boolean isArrays = type != null && type.startsWith("application/json;");
        boolean isHtml = type != null && type.startsWith("text/html");
        if (isArrays && !world.has(Trap.ERRORS_AS_ARRAYS)) {
            JsonNode body = Json.parse(new String(error.body(), StandardCharsets.UTF_8));
            return Reply.failure(
                    error.status(),
                    body.path("code").path(0).asText(),
                    body.path("message").path(0).asText());
        }
        return isHtml && !world.has(Trap.ERRORS_AS_HTML)
                ? Reply.failure(error.status(), "internalServerError", "HTTP Status " + error.status())
                : error;
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
                    throw new Failure(Reply.html(404));
                }
                Gate.check(call, route.access());
                // Tables guard themselves; pages of rows shall not wait for each other.
                if (!call.segment(0).equals("datastore")) {
                    return route.handler().handle(call);
                }
            }
            return route.handler().handle(call);
        } catch (Failure e) {
            return envelope(e.reply());
        } catch (RuntimeException | Error e) {
            return broken(call.method(), e);
        }
    }

    /**
     * What is said if something else fails, such as an assertion in a script: with no answer at all it would look like a
     * connection that was lost, and be tried again.
     */
    static Reply broken(String method, Throwable cause) {
        LOG.warn("{} failed", method, cause);
        return Reply.failure(500, "internalServerError", cause.getMessage());
    }
}
