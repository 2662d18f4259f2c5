// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Routes.Access;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a job, its tasks and their runs. */
final class EventApi {

    private static final List<String> REQUIRED = List.of("eventType", "source", "relatedResource", "message");

    private final World world;

    EventApi(World world) {
        this.world = world;
    }

    void addTo(Routes routes) {
        routes.add("GET", "project/*/job/*/event", Access.READERS, EventApi::list);
        routes.add("POST", "project/*/job/*/event", Access.OWNERS, this::add);
    }

    private static Reply list(Call call) {
        String type = call.query("runId") != null ? "RUN" : call.query("taskId") != null ? "TASK" : "JOB";
        @Nullable String named = call.query("runId") != null ? call.query("runId") : call.query("taskId");
        String id = named == null ? Long.toString(call.job().id()) : named;
        ArrayNode found = Json.array();
        for (JsonNode event : call.job().events()) {
            JsonNode resource = event.path("relatedResource");
            if (resource.path("eventResourceType").asText().equals(type)
                    && resource.path("id").asText().equals(id)) {
                found.add(event);
            }
        }
        return Reply.success(found);
    }

    private Reply add(Call call) {
        JsonNode event = call.json();
        String missing = "must not be null".repeat((int)
                REQUIRED.stream().filter(field -> !event.hasNonNull(field)).count());
        if (!missing.isEmpty()) {
            throw Failure.validation(missing);
        }
        @Nullable String data = Json.text(event, "data");
        if (data != null && !isJson(data)) {
            throw notInserted();
        }
        call.job()
                .event(
                        world.now(),
                        event.path("eventType").asText(),
                        event.path("source").asText(),
                        event.path("relatedResource"),
                        event.path("message").asText(),
                        data);
        return Reply.success("success");
    }

    private static boolean isJson(String data) {
        try {
            return !Json.parse(data).isMissingNode();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Failure notInserted() {
        String constraint = "CONSTRAINT `event.data` failed for `starwhale`.`event`";
        String cause = "java.sql.SQLIntegrityConstraintViolationException: " + constraint;
        return Failure.internal("\n### Error updating database.  Cause: " + cause
                + "\n### The error may exist in ai/starwhale/mlops/domain/event/mapper/EventMapper.java (best guess)"
                + "\n### The error may involve ai.starwhale.mlops.domain.event.mapper.EventMapper.insert-Inline"
                + "\n### The error occurred while setting parameters"
                + "\n### SQL: insert into event (type, source, resource_type, resource_id, message, data, created_time)"
                + " values (?, ?, ?, ?, ?, ?, ?)\n### Cause: " + cause + "\n; " + constraint
                + "; nested exception is " + cause);
    }
}
