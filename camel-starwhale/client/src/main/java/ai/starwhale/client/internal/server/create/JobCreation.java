// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.JobRequest;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.Projects;
import ai.starwhale.client.internal.server.api.ServerJobs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes jobs, one for each idempotency key; within this process one request a key is under way at a time. Where a key is
 * known to others, or a create with it has failed just now, a request may have been left that arrives late: after {@code
 * settle} it is looked once more, by nobody's thread.
 */
public final class JobCreation implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(JobCreation.class);

    private static final int MOST_LOOKS = 10;

    private final Documents documents;
    private final CreateBody bodies;
    private final MarkedJobs marked;
    private final Time time;
    private final Duration settle;
    private final Later later;
    private final KeyLocks underWay = new KeyLocks();
    /** The markers of keys whose last create failed less than {@code settle} ago. */
    private final Map<String, Object> undecided = new ConcurrentHashMap<>();

    private final Ghosts ghosts = new Ghosts();
    private final AtomicBoolean saidIgnored = new AtomicBoolean();

    /** {@code settle} is how long a request may still be on its way after its connection was lost. */
    public JobCreation(
            Documents documents, Projects projects, Bundles bundles, Time time, Duration settle, Executor background) {
        this.documents = documents;
        this.bodies = new CreateBody(bundles);
        this.marked = new MarkedJobs(documents, projects);
        this.time = time;
        this.settle = settle;
        this.later = new Later(time, background);
    }

    /** Makes the job, or finds the one that the same key has made before, and gives its number. */
    public String create(JobRequest request, String project) {
        if (request.datasetHead() > 0 && saidIgnored.compareAndSet(false, true)) {
            LOG.warn(
                    "datasetHead is ignored: {} is a Server, and only a Standalone instance has a use for it",
                    documents.base());
        }
        String marker = MarkedJobs.marker(request.idempotencyKey());
        String id = createAlone(request, project, marker);
        if (request.comment() != null) {
            setComment(project, id, request.comment());
        }
        return id;
    }

    private String createAlone(JobRequest request, String project, String marker) {
        try {
            return underWay.whileHolding(project + "/" + marker, () -> create(request, project, marker));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(
                    "cannot create a job of " + request.model() + " in project " + project
                            + ": interrupted while another thread creates one with the same key",
                    0,
                    e);
        }
    }

    private String create(JobRequest request, String project, String marker) {
        ObjectNode body = body(request, project, marker);
        JobPosts posts = new JobPosts(documents, request, project, body);
        boolean othersMayBe = request.hasOwnKey() || undecided.containsKey(marker);
        KeyJobs jobs = new KeyJobs(marked, project, marker, ghosts, time, settle);
        CreateAttempt attempt = new CreateAttempt(request, othersMayBe, posts, jobs, time, settle);
        long made = run(attempt, marker);
        if (othersMayBe) {
            lookLate(attempt, made, 1);
        }
        return String.valueOf(made);
    }

    private long run(CreateAttempt attempt, String marker) {
        try {
            return attempt.run();
        } catch (UnavailableException | ProtocolException e) {
            // A request of it may be on its way still when the caller tries again.
            Object ticket = new Object();
            undecided.put(marker, ticket);
            later.after(settle, () -> undecided.remove(marker, ticket));
            throw e;
        }
    }

    /** Looks once more, and again if that fails: there is nobody to tell. */
    private void lookLate(CreateAttempt attempt, long made, int looks) {
        later.after(settle, () -> {
            try {
                attempt.cancelLate(made);
            } catch (StarwhaleException e) {
                if (looks == MOST_LOOKS) {
                    throw e;
                }
                lookLate(attempt, made, looks + 1);
            }
        });
    }

    /** What would be sent, without the password. */
    public Map<String, Object> check(JobRequest request, String project) {
        Map<String, Object> body = new LinkedHashMap<>();
        body(request, project, MarkedJobs.marker(request.idempotencyKey()))
                .properties()
                .forEach(field -> {
                    boolean isSecret = field.getKey().equals("devPassword") && request.devModePassword() != null;
                    body.put(field.getKey(), isSecret ? "xxxxxx" : plain(field.getValue()));
                });
        return body;
    }

    private static Object plain(JsonNode value) {
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return value.isNumber() ? value.numberValue() : value.asText();
    }

    private ObjectNode body(JobRequest request, String project, String marker) {
        return bodies.of(request, project).put("comment", marker);
    }

    /** The comment that people see on a job is not the one of its create request. */
    private void setComment(String project, String id, String comment) {
        try {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("comment", comment);
            documents.put("set the comment of job " + id, ServerJobs.path(project) + "/" + id, body);
        } catch (StarwhaleException e) {
            LOG.warn("job {} was made, but has no comment: {}", id, e.getMessage());
        }
    }

    @Override
    public void close() {
        later.close();
    }
}
