// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.ProtocolException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The projects of a Server: what a user calls them, and the numbers by which the datastore names their tables. */
final class Projects {
    private final Documents documents;
    private final String instance;
    private final @Nullable String current;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    Projects(Documents documents, String instance, @Nullable String current) {
        this.documents = documents;
        this.instance = instance;
        this.current = current;
    }

    /** The project that is meant. */
    String named(@Nullable String project) {
        if (project != null) {
            return project;
        }
        if (current == null) {
            throw new InvalidRequestException("no project is given, and none is selected for " + instance, 0, null);
        }
        return current;
    }

    /** The number of a project. Asked for once a name: a project keeps its number for ever. */
    String id(String project) {
        String known = ids.get(project);
        if (known != null) {
            return known;
        }
        JsonNode found = documents.get("find project " + project, "/project/" + Documents.segment(project));
        String id = found.path("id").asText();
        if (!id.matches("[0-9]+")) {
            throw new ProtocolException("project " + project + " on " + instance + " has no number", 0, null);
        }
        ids.put(project, id);
        return id;
    }
}
