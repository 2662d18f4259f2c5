// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.api;

import ai.starwhale.client.BundleVersion;
import ai.starwhale.client.ExposedLink;
import ai.starwhale.client.JobEvent;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Task;
import ai.starwhale.client.TaskRun;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Server writes about jobs, tasks and events, as records. Fields that are not known are ignored. */
public final class JobDocument {
    private static final Predicate<String> IS_UUID =
            Pattern.compile("[0-9a-f]{32}").asMatchPredicate();

    private final String instance;
    private final String project;

    /** For jobs of this project, as the user calls it, on the Server of this address. */
    JobDocument(String instance, String project) {
        this.instance = instance;
        this.project = project;
    }

    JobInfo job(JsonNode job) {
        JobStatus status = new JobStatus(text(job, "jobStatus", "UNKNOWN"));
        String id = identity(job, "id", ServerJobs::isNumber);
        return new JobInfo(
                address(id),
                instance,
                project,
                id,
                identity(job, "uuid", IS_UUID),
                job.path("jobName").asText(),
                job.path("jobType").asText(),
                status,
                model(job),
                job.path("runtime").isObject() ? bundle(job.path("runtime")) : null,
                job.path("isBuiltinRuntime").asBoolean(),
                each(job.path("datasetList"), JobDocument::bundle),
                optional(job.path("owner"), "name"),
                optional(job.path("owner"), "id"),
                optional(job, "resourcePool"),
                time(job.path("createdTime")),
                // While a job has not ended this is -1000, and after a resume the time of its former end.
                status.isFinal() ? time(job.path("stopTime")) : null,
                job.path("duration").isNumber()
                        ? Duration.ofMillis(job.path("duration").asLong())
                        : null,
                optional(job, "comment"),
                time(job.path("pinnedTime")),
                each(job.path("exposedLinks"), link -> link(link, instance)),
                optional(job, "stepSpec"));
    }

    /** What a job is told by: it ends up in addresses, names of tables and, with some callers, of files. */
    private String identity(JsonNode job, String field, Predicate<String> isOne) {
        String text = job.path(field).asText();
        if (!isOne.test(text)) {
            throw new ProtocolException(
                    instance + " tells of a job of project " + project + " without its " + field, 200, null);
        }
        return text;
    }

    String address(String job) {
        return instance + "/project/" + project + "/job/" + job;
    }

    /** A task of a job on the Server of this address. */
    public static Task task(JsonNode task, String instance) {
        return new Task(
                task.path("id").asText(),
                task.path("uuid").asText(),
                task.path("stepName").asText(),
                text(task, "taskStatus", "UNKNOWN"),
                task.path("retryNum").asInt(),
                optional(task, "failedReason"),
                time(task.path("startedTime")),
                time(task.path("finishedTime")),
                optional(task, "resourcePool"),
                each(task.path("exposedLinks"), link -> link(link, instance)),
                each(task.path("runs"), JobDocument::run));
    }

    private static TaskRun run(JsonNode run) {
        return new TaskRun(
                run.path("id").asText(),
                // For an instant after it was made a run has no status.
                text(run, "status", "PENDING"),
                optional(run, "ip"),
                optional(run, "failedReason"),
                time(run.path("startTime")),
                time(run.path("finishTime")));
    }

    public static JobEvent event(JsonNode event) {
        JsonNode resource = event.path("relatedResource");
        return new JobEvent(
                event.path("id").asText(),
                event.path("eventType").asText(),
                event.path("source").asText(),
                resource.path("eventResourceType").asText(),
                resource.path("id").asText(),
                event.path("message").asText(),
                optional(event, "data"),
                time(event.path("timestamp")));
    }

    /** The elements of a list, which is null where it should be empty now and then. */
    public static <T> List<T> each(JsonNode list, Function<JsonNode, T> reader) {
        List<T> found = new ArrayList<>();
        list.forEach(element -> found.add(reader.apply(element)));
        return found;
    }

    private static BundleVersion bundle(JsonNode bundle) {
        JsonNode version = bundle.path("version");
        return new BundleVersion(
                bundle.path("name").asText(),
                version.path("name").asText(),
                optional(version, "alias"),
                optional(version, "id"),
                optional(bundle, "id"),
                time(version.path("createdTime")));
    }

    /** A job names its model twice: with all that is known of it, and with its name and version alone. */
    private static BundleVersion model(JsonNode job) {
        BundleVersion model = bundle(job.path("model"));
        return new BundleVersion(
                model.name().isEmpty() ? job.path("modelName").asText() : model.name(),
                model.version().isEmpty() ? job.path("modelVersion").asText() : model.version(),
                model.alias(),
                model.versionId(),
                model.id(),
                model.createdTime());
    }

    private static ExposedLink link(JsonNode link, String instance) {
        String address = link.path("link").asText();
        return new ExposedLink(
                link.path("type").asText(),
                link.path("name").asText(),
                address.startsWith("/") ? instance + address : address);
    }

    private static @Nullable Instant time(JsonNode millis) {
        return millis.isNumber() && millis.asLong() > 0 ? Instant.ofEpochMilli(millis.asLong()) : null;
    }

    private static String text(JsonNode node, String field, String absent) {
        String text = optional(node, field);
        return text == null ? absent : text;
    }

    private static @Nullable String optional(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
