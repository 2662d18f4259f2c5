// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.api;

import ai.starwhale.client.AmbiguousException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.NotPermittedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the projects of jobs that are named without one. A Server gives each number and uuid once, but knows a job by
 * it under the job's own project only; under any other the answer is 404, as for a job that does not exist.
 */
final class JobSearch {
    private final Documents documents;
    private final Projects projects;
    /** A job stays in its project. */
    private final Map<String, String> found = new ConcurrentHashMap<>();

    JobSearch(Documents documents, Projects projects) {
        this.documents = documents;
        this.projects = projects;
    }

    /** The number of the job's project if it was found before, and null if not. */
    @Nullable String known(String job) {
        return found.get(job);
    }

    /**
     * The number of the job's project: the one that has the job, of all that the user can see. Takes one request, and one
     * for each of these projects; nothing for a job that was found before.
     */
    String project(String job) {
        // Not computeIfAbsent: a request must not hold a lock of the map.
        String known = known(job);
        if (known != null) {
            return known;
        }
        String purpose = "find the project of job " + job;
        List<String> owners = new ArrayList<>();
        int closed = 0;
        List<String> visible = projects.visible(purpose);
        for (String project : visible) {
            try {
                documents.get(purpose, ServerJobs.path(project) + "/" + job);
                owners.add(project);
            } catch (NotFoundException elsewhere) {
                // What a Server says of all projects but one.
            } catch (NotPermittedException e) {
                closed++;
            }
        }
        String project = only(job, owners, visible.size(), closed);
        found.put(job, project);
        return project;
    }

    private String only(String job, List<String> owners, int looked, int closed) {
        if (owners.isEmpty()) {
            throw new NotFoundException(
                    "job " + job + " is in no project of " + documents.base() + " that this user can see (" + looked
                            + " looked at" + (closed == 0 ? "" : ", " + closed + " of which may not be read")
                            + "); name its project as in '" + documents.base() + "/project/demo/job/" + job + "'",
                    0,
                    null);
        }
        if (owners.size() > 1) {
            throw new AmbiguousException(
                    "job " + job + " is in several projects of " + documents.base() + ": " + String.join(", ", owners)
                            + "; name the one that is meant, as in '" + documents.base() + "/project/" + owners.get(0)
                            + "/job/" + job + "'",
                    0,
                    null);
        }
        return owners.get(0);
    }
}
