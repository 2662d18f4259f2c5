// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Timeline.Change;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One replica of a step. What it does follows from the status of its job. */
record Task(long id, long runId, String step) {

    ObjectNode document(Job job, long now) {
        String status = status(job, job.status(now));
        boolean started = !status.equals("CREATED");
        Long start = started ? (Long) World.toSeconds(job.created()) : null;
        Change finished = job.timeline().finished(now);
        boolean over = Timeline.FINAL.contains(status) && finished != null;
        Long end = over && finished != null ? (Long) World.toSeconds(finished.time()) : null;
        String reason = status.equals("FAIL") ? job.script().failedReason() : null;
        ObjectNode task = Json.object().put("id", Long.toString(id));
        task.put(
                "uuid",
                UUID.nameUUIDFromBytes(("task" + id).getBytes(StandardCharsets.UTF_8))
                        .toString());
        task.put("startedTime", start).put("finishedTime", end);
        task.put("taskStatus", status).put("retryNum", 0);
        task.put("resourcePool", "default").put("stepName", step);
        task.putNull("exposedLinks").put("failedReason", reason);
        ArrayNode runs = task.putArray("runs");
        if (started) {
            run(runs.addObject(), status, start, end, reason);
        }
        return task;
    }

    private void run(ObjectNode run, String status, @Nullable Long start, @Nullable Long end, @Nullable String reason) {
        String runStatus =
                switch (status) {
                    case "SUCCESS", "CANCELED" -> "FINISHED";
                    case "FAIL" -> "FAILED";
                    case "READY" -> "PENDING";
                    default -> "RUNNING";
                };
        run.put("id", runId).put("taskId", id).put("status", runStatus).put("ip", "127.0.0.1");
        run.put("startTime", start).put("finishTime", end).put("failedReason", reason);
    }

    private String status(Job job, String jobStatus) {
        boolean first = step.equals(job.tasks().get(0).step());
        return switch (jobStatus) {
            case "SUCCESS", "UNKNOWN" -> jobStatus;
            case "FAIL" -> failed(job, first);
            case "CREATED" -> "CREATED";
            default -> first ? jobStatus : "CREATED";
        };
    }

    private String failed(Job job, boolean first) {
        Task failing = job.tasks().stream()
                .filter(task -> task.step().equals("evaluator:predict"))
                .findFirst()
                .orElse(job.tasks().get(0));
        if (failing.id() == id) {
            return "FAIL";
        }
        return first || step.equals(failing.step()) ? "SUCCESS" : "CREATED";
    }
}
