// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Ids.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills a world with what was recorded: four projects, and in {@code demo} its bundles, jobs and tables. */
final class RecordedWorld {

    static final long USER_CREATED = 1_795_330_584_000L;

    private static final String EVALUATION = "8116d5bab6e8460c82fc6d4a891ad8f2";
    private static final List<String> JOBS = List.of(
            "job_1.json",
            "job_success_with_dataset.json",
            "job_3.json",
            "job_6.json",
            "job_canceled.json",
            "job_fail.json",
            "job_running.json");
    private static final Map<String, String> TASKS =
            Map.of("3", "tasks_success.json", "10", "tasks_fail.json", "1042", "tasks_running.json");

    /** The hash of the blob that the recorded artifacts lie in. */
    private static final String ARTIFACT_BLOB = "0d5061667f8a39fa1b510f11fd530aba85c1485ba1c1a63a2bdaeaae51257577";

    private final World world;

    private RecordedWorld(World world) {
        this.world = world;
    }

    static void load(World world) {
        synchronized (world) {
            RecordedWorld recorded = new RecordedWorld(world);
            RecordedFiles.data("project_list.json").path("list").forEach(recorded::project);
            Project demo = world.project("2");
            recorded.jobs(demo);
            demo.addTable("test/alltypes", Table.of(RecordedEvaluation.rows("scan_alltypes_typed.json")));
            world.blobs().put("2", EVALUATION, ARTIFACT_BLOB, RecordedFiles.bytes("artifact_blob.bin"));
            demo.addTable(
                    "eval/81/" + EVALUATION + "/arts2", Table.of(RecordedEvaluation.rows("scan_artifacts_typed.json")));
        }
    }

    private void project(JsonNode recorded) {
        String id = recorded.path("id").asText();
        world.ids().taken(Kind.PROJECT, Long.parseLong(id));
        Project project = new Project(
                world,
                id,
                recorded.path("name").asText(),
                world.firstUser(),
                recorded.path("createdTime").asLong());
        JsonNode statistics = recorded.path("statistics");
        // Some of the recorded evaluations are loaded, and counted then.
        int loaded = id.equals("2") ? JOBS.size() + 2 : 0;
        project.describe(
                Json.text(recorded, "description"),
                statistics.path("memberCounts").asInt(),
                statistics.path("evaluationCounts").asInt() - loaded);
        world.addProject(recorded.path("privacy").asText().equals("PUBLIC") ? project.makePublic() : project);
    }

    private VersionOf bundle(Project project, String kind, Kind idKind, Kind versionKind, JsonNode recorded) {
        String name = recorded.path("name").asText();
        Bundle bundle = project.bundle(kind, name);
        if (bundle == null) {
            String id = recorded.path("id").asText();
            world.ids().taken(idKind, Long.parseLong(id));
            bundle = project.add(
                    new Bundle(kind, id, name, recorded.path("createdTime").asLong()));
        }
        ObjectNode document = recorded.path("version").deepCopy();
        BundleVersion version = bundle.withId(document.path("id").asText());
        if (version == null) {
            version = new BundleVersion(document);
            world.ids().taken(versionKind, Long.parseLong(version.id()));
            bundle.add(version);
        }
        return new VersionOf(bundle, version);
    }

    private void jobs(Project demo) {
        List<JsonNode> documents = new ArrayList<>();
        JOBS.forEach(file -> documents.add(RecordedFiles.data(file)));
        RecordedFiles.data("job_list.json").path("list").forEach(documents::add);
        world.ids().taken(Kind.TASK, 53);
        world.ids().taken(Kind.RUN, 53);
        world.ids().taken(Kind.EVENT, 4);
        documents.forEach(document -> job(demo, document));
        world.logs()
                .put(
                        "9",
                        new LinkedHashMap<>(Map.of("starwhale-run-9-1795331379511", RecordedFiles.text("log_9.txt"))));
    }

    private void job(Project demo, JsonNode document) {
        String id = document.path("id").asText();
        long created = document.path("createdTime").asLong();
        Job job = new Job(
                demo,
                world.ids().taken(Kind.JOB, Long.parseLong(id)),
                document.path("uuid").asText(),
                spec(demo, document),
                created,
                script(id, document, created));
        job.comment(Json.text(document, "comment"));
        String tasks = TASKS.get(id);
        job.recorded(new Job.Recorded(
                document.path("duration").asLong(),
                tasks == null ? null : (ArrayNode) RecordedFiles.data(tasks).path("list"),
                id.equals("3") ? RecordedEvaluation.row("scan_summary_one.json") : null));
        if (id.equals("6")) {
            RecordedFiles.data("events.json").forEach(job.events()::add);
        }
        demo.jobs().put(job.id(), job);
    }

    private static JobScript script(String id, JsonNode document, long created) {
        JobScript.Builder script = JobScript.builder().at(Duration.ZERO, "RUNNING");
        String status = document.path("jobStatus").asText();
        long stopped = document.path("stopTime").asLong();
        if (stopped > 0) {
            script.at(Duration.ofMillis(stopped - created), status);
        }
        if (status.equals("FAIL")) {
            script.failedReason("Exited (1) 1 second ago");
        }
        return id.equals("3")
                ? script.build()
                        .table("results", RecordedEvaluation.results(10))
                        .table("labels", RecordedEvaluation.labels())
                        .table("confusion_matrix/binarylabel", RecordedEvaluation.confusionMatrix())
                : script.build();
    }

    private JobSpec spec(Project demo, JsonNode document) {
        VersionOf model = bundle(demo, Bundle.MODEL, Kind.MODEL, Kind.MODEL_VERSION, document.path("model"));
        VersionOf runtime = bundle(demo, Bundle.RUNTIME, Kind.RUNTIME, Kind.RUNTIME_VERSION, document.path("runtime"));
        List<VersionOf> datasets = new ArrayList<>();
        for (JsonNode dataset : document.path("datasetList")) {
            datasets.add(bundle(demo, Bundle.DATASET, Kind.DATASET, Kind.DATASET_VERSION, dataset));
        }
        String yaml = document.path("stepSpec").asText();
        @Nullable String pool = Json.text(document, "resourcePool");
        return new JobSpec(
                model.bundle(),
                model.version(),
                runtime.bundle(),
                runtime.version(),
                datasets,
                document.path("jobName").asText(),
                document.path("jobType").asText(),
                StepSpecs.parse(yaml),
                yaml,
                pool,
                false,
                null);
    }
}
