// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobEvent;
import ai.starwhale.client.LogFile;
import ai.starwhale.client.Task;
import ai.starwhale.client.internal.JobRecords;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.JobDocument;
import ai.starwhale.client.internal.server.api.ServerJobs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Server wrote down of how its jobs went. */
final class ServerRecords implements JobRecords {
    private static final String NOT_KNOWN =
            "; whether it was written down is not known: look at the job's events before you try again";

    private final Documents documents;
    private final ServerJobs jobs;
    private final Logs logs;

    ServerRecords(Documents documents, ServerJobs jobs) {
        this.documents = documents;
        this.jobs = jobs;
        this.logs = new Logs(documents);
    }

    @Override
    public List<Task> tasks(JobRef job) {
        String purpose = "list the tasks of " + jobs.named(job);
        return documents.all(purpose, jobs.path(job) + "/task").stream()
                .map(task -> JobDocument.task(task, documents.base()))
                .toList();
    }

    @Override
    public List<JobEvent> events(JobRef job) {
        JsonNode found = documents.get("list the events of " + jobs.named(job), jobs.path(job) + "/event");
        return JobDocument.each(found, JobDocument::event);
    }

    @Override
    public void addEvent(JobRef job, String type, String message, @Nullable String data) {
        if (data != null && !Documents.isJson(data)) {
            // A Server answers with a failure of its database that repeats its SQL.
            throw new InvalidRequestException(
                    "cannot add an event to " + jobs.named(job) + ": its data is not JSON text", 0, null);
        }
        String path = jobs.path(job) + "/event";
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("eventType", type).put("source", "CLIENT");
        body.putObject("relatedResource").put("eventResourceType", "JOB").put("id", Long.parseLong(jobs.number(job)));
        body.put("message", message);
        if (data != null) {
            body.put("data", data);
        }
        documents.change("add an event to " + jobs.named(job), "POST", path, body, NOT_KNOWN);
    }

    @Override
    public List<LogFile> logs(JobRef job, String taskId) {
        return logs.of(taskId, jobs.named(job));
    }

    @Override
    public String dag(JobRef job) {
        return documents
                .get("get the graph of " + jobs.named(job), jobs.path(job) + "/dag")
                .toString();
    }
}
