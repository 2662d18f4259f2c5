// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Access;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The logs of tasks that have ended. A Server asks nobody for a token here. */
final class LogApi {

    private static final Set<String> ENDED = Set.of("FINISHED", "FAILED");

    private final World world;
    private final TaskApi tasks;

    LogApi(World world, TaskApi tasks) {
        this.world = world;
        this.tasks = tasks;
    }

    void addTo(Routes routes) {
        routes.add("GET", "log/offline/*", Access.EVERYBODY, this::list);
        routes.add("GET", "log/offline/*/*", Access.EVERYBODY, this::text);
    }

    private Reply list(Call call) {
        ArrayNode names = Json.array();
        files(call.segment(2)).keySet().forEach(names::add);
        return Reply.success(names);
    }

    private Reply text(Call call) {
        String text = files(call.segment(2)).get(call.segment(3));
        if (text == null) {
            throw new Failure(Reply.failure(
                    500,
                    "SYSTEM ERROR: DB",
                    "ERROR occurs while dealing with DB\nread log path from db failed " + call.segment(2)));
        }
        return Reply.text(200, "text/plain;charset=UTF-8", text);
    }

    /** What the test gave the task, or else one file for each run that has ended. */
    private Map<String, String> files(String taskId) {
        JsonNode task = tasks.find(taskId);
        if (task == null) {
            throw Failure.internal(
                    "Cannot invoke \"ai.starwhale.mlops.domain.task.po.TaskEntity.getOutputPath()\" because"
                            + " \"taskById\" is null");
        }
        Map<String, String> given = world.logs().get(taskId);
        if (given != null) {
            return given;
        }
        Map<String, String> files = new LinkedHashMap<>();
        for (JsonNode run : task.path("runs")) {
            if (ENDED.contains(run.path("status").asText())) {
                String id = run.path("id").asText();
                String name =
                        "starwhale-run-" + id + "-" + run.path("startTime").asText();
                files.put(name, "STDOUT: run " + id + " of task " + taskId + "\n");
            }
        }
        return files;
    }
}
