// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The graph of a job: the job when it was made, its steps one after the other with their tasks, the job now. */
final class Dag {

    private final Job job;
    private final long now;
    private final ArrayNode jobs = Json.array();
    private final ArrayNode steps = Json.array();
    private final ArrayNode tasks = Json.array();
    private final ArrayNode edges = Json.array();
    private int last;

    private Dag(Job job, long now) {
        this.job = job;
        this.now = now;
    }

    static JsonNode of(Job job, long now) {
        return new Dag(job, now).document();
    }

    private JsonNode document() {
        List<Integer> before = List.of(job("CREATED"));
        List<JsonNode> all = new ArrayList<>(JobApi.tasks(job, now));
        all.sort((a, b) -> Long.compare(a.path("id").asLong(), b.path("id").asLong()));
        Set<String> names = new LinkedHashSet<>();
        job.spec().steps().forEach(step -> names.add(step.path("name").asText()));
        // The numbers of steps are guessed: every recorded job had as many as this one.
        long stepId = (job.id() - 1) * names.size();
        for (String name : names) {
            List<JsonNode> own = all.stream()
                    .filter(task -> task.path("stepName").asText().equals(name))
                    .toList();
            int step = step(++stepId, name, own);
            connect(before, step);
            before = own.stream().map(task -> task(step, task)).toList();
        }
        int end = job(job.status(now));
        connect(before, end);
        ObjectNode document = Json.object().putNull("id");
        ObjectNode groups = document.putObject("groupingNodes");
        groups.set("Task", tasks);
        groups.set("Step", steps);
        groups.set("Job", jobs);
        return document.set("edges", edges);
    }

    private int job(String status) {
        ObjectNode content = Json.object().putNull("startTime").putNull("finishTime");
        content.put("id", job.id()).put("jobType", job.spec().type()).put("status", status);
        return node(jobs, "Job", job.id(), content);
    }

    private int step(long id, String name, List<JsonNode> own) {
        ObjectNode content = Json.object();
        long start = -1;
        long finish = -1;
        boolean over = true;
        String status = "CREATED";
        for (JsonNode task : own) {
            long started = task.path("startedTime").asLong(-1);
            start = start < 0 ? started : Math.min(start, started);
            finish = Math.max(finish, task.path("finishedTime").asLong(-1));
            over &= task.hasNonNull("finishedTime");
            status = task.path("taskStatus").asText();
        }
        content.put("startTime", start).put("finishTime", over ? finish : -1);
        content.put("id", id).put("name", name).put("status", status);
        return node(steps, "Step", id, content);
    }

    private int task(int step, JsonNode task) {
        long id = task.path("id").asLong();
        ObjectNode content = Json.object();
        content.set("startTime", task.path("startedTime"));
        content.set("finishTime", task.path("finishedTime"));
        content.put("id", id).put("agentIp", "Controller");
        content.set("status", task.path("taskStatus"));
        int node = node(tasks, "Task", id, content);
        connect(List.of(step), node);
        return node;
    }

    private int node(ArrayNode group, String type, long entity, ObjectNode content) {
        ObjectNode node = group.addObject().put("id", ++last).put("type", type);
        node.set("content", content);
        node.put("group", type).put("entityId", entity);
        return last;
    }

    private void connect(List<Integer> before, int node) {
        before.forEach(
                from -> edges.addObject().put("from", from).put("to", node).putNull("content"));
    }
}
