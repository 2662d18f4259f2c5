// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.api;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.ProtocolException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The projects of a Server: what a user calls them, and the numbers by which the datastore names their tables. */
public final class Projects {
    private final Documents documents;
    private final String instance;
    private final @Nullable String current;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    public Projects(Documents documents, String instance, @Nullable String current) {
        this.documents = documents;
        this.instance = instance;
        this.current = current;
    }

    /** The project that is meant. */
    public String named(@Nullable String project) {
        String selected = selected(project);
        if (selected == null) {
            throw new InvalidRequestException(
                    "no project is given, and none is selected for " + instance + "; give one such as 'demo' or '"
                            + instance + "/project/demo'",
                    0,
                    null);
        }
        return selected;
    }

    /** The project that is meant, or null where none is named and none is selected. */
    @Nullable String selected(@Nullable String project) {
        return project == null ? current : project;
    }

    /** The numbers of all projects that the user can see. A Server gives them in one answer, whatever is asked. */
    List<String> visible(String purpose) {
        List<String> numbers = new ArrayList<>();
        for (JsonNode project : documents.all(purpose, "/project")) {
            String id = number(project, project.path("name").asText());
            ids.put(id, id);
            numbers.add(id);
        }
        return numbers;
    }

    /** The number of a project. Asked for once a name: a project keeps its number for ever. */
    public String id(String project) {
        String known = ids.get(project);
        if (known != null) {
            return known;
        }
        JsonNode found = documents.get("find project " + project, "/project/" + Documents.segment(project));
        String id = number(found, project);
        ids.put(project, id);
        return id;
    }

    private String number(JsonNode found, String project) {
        String id = found.path("id").asText();
        if (!id.matches("[0-9]+")) {
            throw new ProtocolException("project " + project + " on " + instance + " has no number", 0, null);
        }
        return id;
    }
}
