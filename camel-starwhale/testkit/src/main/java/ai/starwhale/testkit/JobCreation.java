// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import ai.starwhale.testkit.Ids.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** POST of a new job: the Server's checks in its order, and its ways to fail. */
final class JobCreation {

    private static final List<String> TYPES =
            List.of("BUILT_IN", "ONLINE_EVAL", "SERVING", "FINE_TUNE", "TRAIN", "EVALUATION");

    private final World world;
    private volatile Function<NewJob, JobScript> scripts = request -> JobScript.succeed();

    JobCreation(World world) {
        this.world = world;
    }

    void scripts(Function<NewJob, JobScript> decision) {
        scripts = decision;
    }

    Function<NewJob, JobScript> scripts() {
        return scripts;
    }

    Reply create(Call call) {
        JsonNode body = call.json();
        Project project = call.project();
        String type = type(Json.text(body, "type"));
        if (Json.text(body, "resourcePool") == null) {
            throw Failure.validation("must not be null");
        }
        JobSpec spec = spec(project, body, type);
        long now = world.now();
        long id = world.ids().next(Kind.JOB);
        String defect = StepSpecs.defect(spec.steps());
        if (!defect.isEmpty()) {
            if (type.equals("EVALUATION") && world.has(Trap.GHOSTS)) {
                project.ghosts().add(SummaryRow.ghost(project, id, spec, now));
            }
            throw Failure.internal(defect);
        }
        JobScript script = scripts.apply(new NewJob(
                project.name(),
                spec.model().name(),
                spec.modelVersion().id(),
                spec.handler(),
                spec.datasets().stream().map(dataset -> dataset.version().id()).toList(),
                spec.runtimeVersion().id(),
                type,
                spec.comment(),
                call.text()));
        Job job = new Job(project, id, world.uuid(), spec, now, script);
        long life = body.path("timeToLiveInSec").asLong(0) * 1000;
        if (life > 0) {
            job.expire(now + life);
        }
        project.jobs().put(id, job);
        return Reply.success(Long.toString(id));
    }

    private static String type(@Nullable String type) {
        if (type != null && !TYPES.contains(type)) {
            throw Failure.internal("JSON parse error: Cannot deserialize value of type"
                    + " `ai.starwhale.mlops.domain.job.JobType` from String \"" + type
                    + "\": not one of the values accepted for Enum class: " + TYPES);
        }
        return type == null ? "EVALUATION" : type;
    }

    private static JobSpec spec(Project project, JsonNode body, String type) {
        String modelId = id(body, "model", "modelVersionUrl", "modelVersionId");
        if (modelId == null) {
            throw Failure.invalid("JOB", "model version is required");
        }
        String runtimeId = id(body, "runtime", "runtimeVersionUrl", "runtimeVersionId");
        String yaml = Json.text(body, "stepSpecOverWrites");
        ArrayNode given = yaml == null || yaml.isBlank() ? Json.array() : StepSpecs.parse(yaml);
        VersionOf model = model(project, modelId);
        VersionOf runtime = runtime(project, model, runtimeId);
        String handler = Objects.requireNonNullElse(Json.text(body, "handler"), "");
        if (handler.isBlank() == given.isEmpty()) {
            throw Failure.invalid("JOB", "handler or stepSpec must be provided only one");
        }
        ArrayNode steps = given.isEmpty()
                ? StepSpecs.ofHandler(model.version().document().withArray("stepSpecs"), handler)
                : given;
        if (steps.isEmpty()) {
            throw Failure.internal(
                    "Cannot invoke \"java.util.List.forEach(java.util.function.Consumer)\" because \"specList\" is null");
        }
        StepSpecs.checkResources(steps);
        List<VersionOf> datasets = datasets(project, body);
        return new JobSpec(
                model.bundle(),
                model.version(),
                runtime.bundle(),
                runtime.version(),
                datasets,
                steps.path(0).path("job_name").asText(),
                type,
                steps,
                StepSpecs.toYaml(steps),
                Json.text(body, "resourcePool"),
                body.path("devMode").asBoolean(),
                Json.text(body, "comment"));
    }

    private static @Nullable String id(JsonNode body, String what, String urlField, String idField) {
        String id = Json.text(body, body.hasNonNull(idField) ? idField : urlField);
        if (id == null || id.isBlank()) {
            return null;
        } else if (!id.matches("\\d+")) {
            throw Failure.invalid("JOB", what + " version url must be an id, got " + id);
        }
        return id;
    }

    private static VersionOf model(Project project, @Nullable String id) {
        VersionOf found = find(project, Bundle.MODEL, id);
        if (found == null) {
            throw Failure.invalid("JOB", "model version " + id + " not found");
        }
        return found;
    }

    private static VersionOf runtime(Project project, VersionOf model, @Nullable String id) {
        String builtIn = Json.text(model.version().document(), "builtInRuntime");
        if (id != null) {
            VersionOf found = find(project, Bundle.RUNTIME, id);
            if (found == null) {
                throw Failure.invalid("JOB", "runtime version " + id + " not found");
            }
            return found;
        }
        Bundle bundle = project.bundle(Bundle.RUNTIME, Bundle.BUILT_IN_RUNTIME);
        BundleVersion version = bundle == null || builtIn == null ? null : bundle.find(builtIn);
        if (bundle == null || version == null) {
            throw Failure.invalid("JOB", "builtin runtime of " + model.bundle().name() + " not found");
        }
        return new VersionOf(bundle, version);
    }

    private static List<VersionOf> datasets(Project project, JsonNode body) {
        List<String> ids = new ArrayList<>();
        body.path("datasetVersionIds").forEach(id -> ids.add(id.asText()));
        String urls = Json.text(body, "datasetVersionUrls");
        if (ids.isEmpty() && urls != null && !urls.isBlank()) {
            ids.addAll(List.of(urls.split(",", -1)));
        }
        List<VersionOf> datasets = new ArrayList<>();
        for (String id : ids) {
            if (!id.matches("\\d+")) {
                throw Failure.invalid("JOB", "dataset version url must be an id, got " + id);
            }
            VersionOf found = find(project, Bundle.DATASET, id);
            if (found == null) {
                throw new Failure(Reply.failure(
                        404,
                        "NOT FOUND: 004",
                        "Resource is not found Starwhale Bundle Version\nCan not find dataset version" + id));
            }
            datasets.add(found);
        }
        return datasets;
    }

    private static @Nullable VersionOf find(Project project, String kind, @Nullable String versionId) {
        for (Bundle bundle : project.bundles(kind)) {
            BundleVersion version = versionId == null ? null : bundle.withId(versionId);
            if (version != null) {
                return new VersionOf(bundle, version);
            }
        }
        return null;
    }
}
