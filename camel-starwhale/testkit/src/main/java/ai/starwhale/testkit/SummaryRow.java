// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Timeline.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row of an evaluation in its project's summary table. */
final class SummaryRow {

    /** When a final status is written again, milliseconds after the first time. */
    private static final long SECOND_TIME = 2;

    private SummaryRow() {}

    static Map<String, ?> of(Job job, long now) {
        Job.Recorded recorded = job.recorded();
        if (recorded != null && recorded.summary() != null) {
            return recorded.summary();
        }
        Map<String, @Nullable Object> row = constant(job.project(), job.id(), job.uuid(), job.spec(), job.created());
        Change change = job.timeline().at(now);
        row.put("sys/job_status", change.status());
        row.put("sys/modified_time", change.time());
        Change finished = job.timeline().finished(now);
        boolean isWrittenTwice = job.project().world().has(Trap.FINAL_STATUS_TWICE) && change.equals(finished);
        if (isWrittenTwice && now >= change.time() + SECOND_TIME) {
            row.put("sys/modified_time", change.time() + SECOND_TIME);
        }
        if (finished != null && (!isWrittenTwice || now >= change.time() + SECOND_TIME)) {
            row.put("sys/finished_time", finished.time());
            row.put("sys/duration_ms", job.duration(now));
        }
        JobScript results = job.results(now);
        if (results != null) {
            row.putAll(results.summary());
        }
        return row;
    }

    /** The row that a creation leaves behind that failed too late. */
    static Map<String, ?> ghost(Project project, long id, JobSpec spec, long now) {
        Map<String, @Nullable Object> row =
                constant(project, id, project.world().uuid(), spec, now);
        row.put("sys/job_status", "CREATED");
        row.put("sys/modified_time", now);
        return row;
    }

    private static Map<String, @Nullable Object> constant(
            Project project, long id, String uuid, JobSpec spec, long created) {
        String byId = "project/" + project.id() + "/";
        String byName = "project/" + project.name() + "/";
        String model = spec.model().name();
        BundleVersion modelVersion = spec.modelVersion();
        String runtime = spec.runtime().name();
        BundleVersion runtimeVersion = spec.runtimeVersion();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", uuid);
        row.put("sys/id", id);
        row.put("sys/name", spec.handler());
        row.put("sys/job_type", spec.type());
        row.put("sys/project_id", Long.parseLong(project.id()));
        row.put("sys/owner_id", Long.parseLong(project.owner().id()));
        row.put("sys/owner_name", project.owner().name());
        row.put("sys/created_time", created);
        row.put("sys/resource_pool", spec.resourcePool());
        row.put("sys/dev_mode", spec.devMode() ? 1 : 0);
        row.put("sys/_is_deleted", 0);
        row.put("sys/step_spec", spec.stepSpec());
        row.put("sys/result_output_path", "starwhale/controller/resultMetrics/" + uuid.substring(0, 2) + "/" + uuid);
        row.put("sys/model_name", model);
        row.put("sys/model_version", modelVersion.name());
        row.put("sys/model_version_id", Long.parseLong(modelVersion.id()));
        row.put("sys/model_uri", byName + "model/" + model + "/version/" + modelVersion.name());
        row.put("sys/_model_uri", byId + "model/" + spec.model().id() + "/version/" + modelVersion.id());
        row.put("sys/runtime_name", runtime);
        row.put("sys/runtime_version", runtimeVersion.name());
        row.put("sys/runtime_version_id", Long.parseLong(runtimeVersion.id()));
        row.put("sys/runtime_uri", byName + "runtime/" + runtime + "/version/" + runtimeVersion.name());
        row.put("sys/_runtime_uri", byId + "runtime/" + spec.runtime().id() + "/version/" + runtimeVersion.id());
        datasets(row, spec.datasets(), byId, byName);
        if (spec.comment() != null) {
            row.put("sys/job_comment", spec.comment());
        }
        return row;
    }

    private static void datasets(
            Map<String, @Nullable Object> row, List<VersionOf> datasets, String byId, String byName) {
        Map<Long, String> versions = new LinkedHashMap<>();
        List<String> uris = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (VersionOf dataset : datasets) {
            BundleVersion version = dataset.version();
            versions.put(Long.parseLong(version.id()), version.name());
            uris.add(byId + "dataset/" + dataset.bundle().id() + "/version/" + version.id());
            names.add(byName + "dataset/" + dataset.bundle().name() + "/version/" + version.name());
        }
        row.put("sys/_dataset_id_version_map", versions);
        if (!datasets.isEmpty()) {
            row.put("sys/_dataset_uris", uris);
            row.put("sys/dataset_uris", String.join(",", names));
        }
    }
}
