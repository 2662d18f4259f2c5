// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Timeline.Change;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A job as GET and the list show it. */
final class JobDocument {

    private JobDocument() {}

    static ObjectNode of(Job job, long now) {
        JobSpec spec = job.spec();
        User owner = job.project().owner();
        Change finished = job.timeline().finished(now);
        ObjectNode document = Json.object();
        document.set("exposedLinks", links(job, now));
        document.put("id", Long.toString(job.id())).put("uuid", job.uuid());
        document.put("modelName", spec.model().name());
        document.put("modelVersion", spec.modelVersion().name());
        document.set("model", spec.model().inJob(spec.modelVersion(), owner));
        document.put("jobName", spec.handler()).put("jobType", spec.type());
        ArrayNode datasets = document.putNull("datasets").putArray("datasetList");
        for (VersionOf dataset : spec.datasets()) {
            datasets.add(dataset.bundle().inJob(dataset.version(), null));
        }
        document.set("runtime", spec.runtime().inJob(spec.runtimeVersion(), owner));
        document.put("isBuiltinRuntime", spec.runtime().name().equals(Bundle.BUILT_IN_RUNTIME));
        document.putNull("device").putNull("deviceAmount");
        document.set("owner", owner.document());
        document.put("createdTime", World.toSeconds(job.created()));
        document.put("stopTime", stopTime(job, finished));
        document.put("jobStatus", job.status(now)).put("comment", job.comment());
        document.put("stepSpec", spec.stepSpec()).put("resourcePool", "default");
        document.put("duration", job.duration(now)).put("pinnedTime", seconds(job.pinned()));
        return document;
    }

    private static @Nullable Long stopTime(Job job, @Nullable Change finished) {
        if (finished == null) {
            return job.project().world().has(Trap.STOP_TIME_MINUS_1000) ? -1000L : null;
        }
        return World.toSeconds(finished.time());
    }

    private static @Nullable Long seconds(@Nullable Long millis) {
        return millis == null ? null : World.toSeconds(millis);
    }

    private static ArrayNode links(Job job, long now) {
        ArrayNode links = Json.array();
        if (job.status(now).equals("RUNNING")) {
            job.spec().steps().forEach(step -> {
                int port = step.path("expose").asInt();
                if (port > 0) {
                    long task = job.tasks().get(0).id();
                    links.addObject()
                            .put("type", "WEB_HANDLER")
                            .put("name", step.path("show_name").asText())
                            .put("link", "/gateway/task/" + task + "/" + port + "/");
                }
            });
        }
        return links;
    }
}
