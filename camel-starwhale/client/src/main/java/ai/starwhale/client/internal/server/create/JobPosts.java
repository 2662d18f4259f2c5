// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.JobRequest;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.ServerJobs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The requests that make a job and cancel it again, each sent once. */
final class JobPosts {
    private final Documents documents;
    private final String purpose;
    private final String jobs;
    private final ObjectNode body;

    JobPosts(Documents documents, JobRequest request, String project, ObjectNode body) {
        this.documents = documents;
        this.purpose = "create a job of " + request.model() + " in project " + project;
        this.jobs = ServerJobs.path(project);
        this.body = body;
    }

    /** What is being done, as it reads behind "cannot". */
    String purpose() {
        return purpose;
    }

    /** Makes a job and gives its number. */
    long create() {
        JsonNode id = documents.change(purpose, "POST", jobs, body);
        if (!ServerJobs.isNumber(id.asText())) {
            throw new ProtocolException(
                    "cannot " + purpose + " on " + documents.base() + ": the answer names no job", 200, null);
        }
        return id.asLong();
    }

    void cancel(long id) {
        documents.change("cancel job " + id, "POST", jobs + "/" + id + "/cancel", null);
    }

    JobStatus status(long id) {
        JsonNode job = documents.get("get job " + id, jobs + "/" + id);
        return new JobStatus(job.path("jobStatus").asText());
    }
}
