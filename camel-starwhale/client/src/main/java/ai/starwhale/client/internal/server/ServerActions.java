// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.ConflictException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.JobActions;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.ServerJobs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be done to the jobs of a Server. */
final class ServerActions implements JobActions {
    private static final String NOT_KNOWN = "; whether it was done is not known: look at the job before you try again";
    /** How a Server words it that the status of a job does not allow an action. */
    private static final Pattern STATUS_REFUSED =
            Pattern.compile("can(no|'|’| no)?t? be (cancell?ed|paused|resumed)", Pattern.CASE_INSENSITIVE);

    private final Documents documents;
    private final ServerJobs jobs;

    ServerActions(Documents documents, ServerJobs jobs) {
        this.documents = documents;
        this.jobs = jobs;
    }

    @Override
    public void cancel(JobRef job) {
        act(job, "cancel", "RUNNING or PAUSED");
    }

    @Override
    public void pause(JobRef job) {
        act(job, "pause", "RUNNING");
    }

    @Override
    public void resume(JobRef job) {
        act(job, "resume", "PAUSED, FAIL or CANCELED");
    }

    /** A Server says with words of its own, such as "freeze job", why it refuses; {@code allowed} says what it takes. */
    private void act(JobRef job, String action, String allowed) {
        String path = jobs.path(job) + "/" + action;
        try {
            change(action + " " + jobs.named(job), "POST", path, null);
        } catch (StarwhaleException e) {
            String message = String.valueOf(e.getMessage());
            // Nothing was sent that could be wrong, so that it is the job's status that does not allow it.
            boolean refused = e instanceof InvalidRequestException
                    || (e.httpStatus() == 500 && STATUS_REFUSED.matcher(message).find());
            throw refused
                    ? new ConflictException(message + "; a job that is " + allowed + " is expected", e.httpStatus(), e)
                    : e;
        }
    }

    @Override
    public void remove(JobRef job) {
        change("remove " + jobs.named(job), "DELETE", jobs.path(job), null);
    }

    @Override
    public void recover(JobRef job) {
        String purpose = "recover " + jobs.named(job);
        // By number a Server finds a removed job too; a path that cannot be one is refused here.
        jobs.path(job);
        String uuid = jobs.uuid(job);
        String trash = jobs.projectPath(job) + "/trash";
        for (JsonNode entry : documents.all(purpose, trash)) {
            if (entry.path("name").asText().equalsIgnoreCase(uuid)) {
                restore(
                        purpose,
                        trash + "/" + Documents.segment(entry.path("id").asText()));
                return;
            }
        }
        throw new NotFoundException(
                "cannot " + purpose + " on " + documents.base() + ": it is not in the trash", 0, null);
    }

    private void restore(String purpose, String path) {
        try {
            change(purpose, "PUT", path, null);
        } catch (InvalidRequestException gone) {
            throw new NotFoundException(String.valueOf(gone.getMessage()), gone.httpStatus(), gone);
        }
    }

    @Override
    public void comment(JobRef job, String text) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("comment", text);
        change("comment on " + jobs.named(job), "PUT", jobs.path(job), body);
    }

    @Override
    public void pin(JobRef job, boolean pinned) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("pinned", pinned);
        change((pinned ? "pin " : "unpin ") + jobs.named(job), "POST", jobs.path(job) + "/pin", body);
    }

    private void change(String purpose, String method, String path, @Nullable JsonNode body) {
        documents.change(purpose, method, path, body, NOT_KNOWN);
    }
}
