// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Timeline.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job goes: its statuses over time, and what it leaves behind. Its metrics and tables are there from its last
 * status on, and stay when it is cancelled or resumed then. A job that is resumed starts over, from the first RUNNING of the script. Immutable.
 */
public final class JobScript {

    private record Step(Duration offset, String status) {}

    private final List<Step> steps;
    private final @Nullable String failedReason;
    private final Map<String, ?> summary;
    private final Map<String, Table> tables;
    private final Duration cancelTakes;
    private final @Nullable JobScript resumed;

    private JobScript(
            List<Step> steps,
            @Nullable String failedReason,
            Map<String, ?> summary,
            Map<String, Table> tables,
            Duration cancelTakes,
            @Nullable JobScript resumed) {
        this.steps = steps;
        this.failedReason = failedReason;
        this.summary = summary;
        this.tables = tables;
        this.cancelTakes = cancelTakes;
        this.resumed = resumed;
    }

    /** RUNNING at once, SUCCESS after two seconds. */
    public static JobScript succeed() {
        return builder()
                .at(Duration.ZERO, "RUNNING")
                .at(Duration.ofSeconds(2), "SUCCESS")
                .build();
    }

    /** RUNNING at once, FAIL after two seconds; the failed task and its runs carry the reason. */
    public static JobScript fail(String reason) {
        return builder()
                .at(Duration.ZERO, "RUNNING")
                .at(Duration.ofSeconds(2), "FAIL")
                .failedReason(reason)
                .build();
    }

    /** RUNNING until somebody cancels it. */
    public static JobScript run() {
        return builder().at(Duration.ZERO, "RUNNING").build();
    }

    /** Any course of statuses. */
    public static Builder builder() {
        return new Builder();
    }

    /** Moves the last status to this time after the creation. */
    public JobScript after(Duration offset) {
        List<Step> moved = new ArrayList<>(steps);
        Step last = moved.remove(moved.size() - 1);
        moved.removeIf(step -> step.offset().compareTo(offset) > 0);
        moved.add(new Step(offset, last.status()));
        return new JobScript(moved, failedReason, summary, tables, cancelTakes, resumed);
    }

    /**
     * The metrics that the evaluation writes into its row of the summary table, by column name.
     *
     * @throws IllegalArgumentException if one is of a class that no column has; see {@link Values}
     */
    public JobScript summary(Map<String, ?> metrics) {
        metrics.values().forEach(metric -> new Hints().add(metric));
        Map<String, ?> copy = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        return new JobScript(steps, failedReason, copy, tables, cancelTakes, resumed);
    }

    /** A table that the evaluation writes, such as {@code results} or {@code confusion_matrix/binarylabel}. */
    public JobScript table(String name, Table table) {
        Map<String, Table> more = new LinkedHashMap<>(tables);
        more.put(name, table);
        return new JobScript(steps, failedReason, summary, more, cancelTakes, resumed);
    }

    /** How long the job is CANCELLING before it is CANCELED, one second if not said; a Server takes up to four. */
    public JobScript cancelTakes(Duration time) {
        return new JobScript(steps, failedReason, summary, tables, time, resumed);
    }

    /** How the job goes when it is resumed, counted from then; without it, like the first time. */
    public JobScript whenResumed(JobScript script) {
        return new JobScript(steps, failedReason, summary, tables, cancelTakes, script);
    }

    List<Change> changes(long start) {
        return steps.stream()
                .map(step -> new Change(start + step.offset().toMillis(), step.status()))
                .toList();
    }

    JobScript resumed() {
        if (resumed != null) {
            return resumed;
        }
        List<Step> again = new ArrayList<>(steps);
        while (again.size() > 1 && !again.get(0).status().equals("RUNNING")) {
            again.remove(0);
        }
        return new JobScript(again, failedReason, summary, tables, cancelTakes, null);
    }

    @Nullable String failedReason() {
        return failedReason;
    }

    Map<String, ?> summary() {
        return summary;
    }

    Map<String, Table> tables() {
        return tables;
    }

    Duration cancelTakes() {
        return cancelTakes;
    }

    /** Collects the statuses of a script. */
    public static final class Builder {

        private final List<Step> steps = new ArrayList<>();
        private @Nullable String failedReason;

        private Builder() {}

        /** The status from this time after the creation on. Statuses are given in the order of time. */
        public Builder at(Duration offset, String status) {
            if (!steps.isEmpty() && steps.get(steps.size() - 1).offset().compareTo(offset) > 0) {
                throw new IllegalArgumentException("statuses must be given in the order of time: " + status);
            }
            steps.add(new Step(offset, status));
            return this;
        }

        /** What the failed task says. */
        public Builder failedReason(String reason) {
            failedReason = reason;
            return this;
        }

        /**
         * The script.
         *
         * @throws IllegalStateException if there is no status at all
         */
        public JobScript build() {
            if (steps.isEmpty()) {
                throw new IllegalStateException("a script needs a status");
            }
            return new JobScript(List.copyOf(steps), failedReason, Map.of(), Map.of(), Duration.ofSeconds(1), null);
        }
    }
}
