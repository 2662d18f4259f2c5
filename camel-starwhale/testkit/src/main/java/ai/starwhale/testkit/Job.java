// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Ids.Kind;
import ai.starwhale.testkit.Timeline.Change;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job: what it is, and how it goes. Its status is worked out from the clock whenever somebody asks. */
final class Job {

    /** How long a Server was seen to need for a job after its row, milliseconds. */
    private static final long MAKING = 40;

    private final Project project;
    private final long id;
    private final String uuid;
    private final JobSpec spec;
    private final long created;
    private final Timeline timeline;
    private final List<Task> tasks = new ArrayList<>();
    private final ArrayNode events = Json.array();
    private JobScript script;
    private @Nullable JobScript written;
    private @Nullable Recorded recorded;
    private @Nullable String comment;
    private @Nullable Long pinned;
    private boolean isMade;
    private TrashApi.@Nullable Entry trash;
    private @Nullable Change summaryTime;
    private Map<String, ?> summary = Map.of();

    /** What was recorded of a job, and holds until somebody acts on it. */
    record Recorded(
            @Nullable Long duration,
            @Nullable ArrayNode tasks,
            @Nullable Map<String, ?> summary) {}

    Job(Project project, long id, String uuid, JobSpec spec, long created, JobScript script) {
        this.project = project;
        this.id = id;
        this.uuid = uuid;
        this.spec = spec;
        this.created = created;
        this.script = script;
        this.timeline = new Timeline(script.changes(created));
        Ids ids = project.world().ids();
        for (JsonNode step : spec.steps()) {
            for (int i = step.path("replicas").asInt(1); i > 0; i--) {
                tasks.add(new Task(
                        ids.next(Kind.TASK),
                        ids.next(Kind.RUN),
                        step.path("name").asText()));
            }
        }
    }

    Project project() {
        return project;
    }

    long id() {
        return id;
    }

    String uuid() {
        return uuid;
    }

    JobSpec spec() {
        return spec;
    }

    long created() {
        return created;
    }

    JobScript script() {
        return script;
    }

    Timeline timeline() {
        return timeline;
    }

    List<Task> tasks() {
        return tasks;
    }

    ArrayNode events() {
        return events;
    }

    String status(long now) {
        return timeline.at(now).status();
    }

    boolean isEvaluation() {
        return spec.type().equals("EVALUATION");
    }

    boolean isListed() {
        boolean isOfTheList =
                List.of("EVALUATION", "TRAIN", "FINE_TUNE", "SERVING").contains(spec.type());
        return trash == null && (isOfTheList || !has(Trap.TYPES_NOT_LISTED));
    }

    /** Whether all of it has been made, and not just its row. */
    boolean isComplete(long now) {
        return isMade || !has(Trap.ROWS_BEFORE_JOBS) || recorded != null || now >= created + MAKING;
    }

    /** Keeps what has happened by now, wherever the clock goes; what is still being made is there at once. */
    void settle(long now) {
        isMade = true;
        timeline.settle(now);
    }

    private boolean has(Trap trap) {
        return project.world().has(trap);
    }

    /** Whose metrics and tables are there, null if nobody's: what was written stays when it is cancelled or resumed. */
    @Nullable JobScript results(long now) {
        boolean isOver =
                timeline.ends(now) && !List.of("CANCELLING", "CANCELED").contains(status(now));
        return isOver ? script : written;
    }

    long duration(long now) {
        if (recorded != null && recorded.duration() != null) {
            return recorded.duration();
        }
        Change finished = timeline.finished(now);
        return (finished == null ? now : finished.time()) - created;
    }

    /** Its row of the summary table, made anew only when the status has changed. */
    Map<String, ?> summary(long now) {
        Change change = timeline.at(now);
        if (!change.equals(summaryTime) || has(Trap.FINAL_STATUS_TWICE)) {
            summary = SummaryRow.of(this, now);
            summaryTime = change;
        }
        return summary;
    }

    @Nullable Recorded recorded() {
        return recorded;
    }

    void recorded(Recorded what) {
        recorded = what;
        summaryTime = null;
        timeline.settle();
    }

    @Nullable String comment() {
        return comment;
    }

    void comment(@Nullable String text) {
        comment = text;
    }

    @Nullable Long pinned() {
        return pinned;
    }

    void pin(@Nullable Long time) {
        pinned = time;
    }

    boolean isRemoved() {
        return trash != null;
    }

    TrashApi.@Nullable Entry trash() {
        return trash;
    }

    void trash(TrashApi.@Nullable Entry entry) {
        trash = entry;
    }

    void cancel(long now) {
        written = results(now);
        recorded = null;
        summaryTime = null;
        timeline.divert(now, canceling(now));
    }

    private List<Change> canceling(long time) {
        return has(Trap.CANCEL_TAKES_TIME)
                ? List.of(
                        new Change(time, "CANCELLING"),
                        new Change(time + script.cancelTakes().toMillis(), "CANCELED"))
                : List.of(new Change(time, "CANCELED"));
    }

    /** Cancels it when this time has come. */
    void expire(long deadline) {
        timeline.expire(deadline, canceling(deadline));
    }

    void resume(long now) {
        written = results(now);
        recorded = null;
        summaryTime = null;
        script = script.resumed();
        timeline.divert(now, script.changes(now));
    }

    void event(long now, String message) {
        ObjectNode resource = Json.object().put("eventResourceType", "JOB").put("id", id);
        event(now, "INFO", "SERVER", resource, message, null);
    }

    void event(long now, String type, String source, JsonNode resource, String message, @Nullable String data) {
        long eventId = project.world().ids().next(Kind.EVENT);
        ObjectNode event = events.addObject().put("eventType", type).put("source", source);
        event.set("relatedResource", resource);
        event.put("message", message).put("data", data);
        event.put("timestamp", World.toSeconds(now)).put("id", eventId);
    }
}
