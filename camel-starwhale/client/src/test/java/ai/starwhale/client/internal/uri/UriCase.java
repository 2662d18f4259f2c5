// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.uri;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.internal.config.KnownInstances;
import ai.starwhale.client.internal.config.SwcliConfig;
import ai.starwhale.client.internal.config.SwcliInstance;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name that the Python SDK was asked to read, with a configuration of swcli, and what it made of it. */
record UriCase(String config, String kind, String input, JsonNode recorded) {
    private static final Map<String, KnownInstances> INSTANCES = new ConcurrentHashMap<>();

    static UriCase of(JsonNode line) {
        return new UriCase(
                line.path("config").asText(),
                line.path("kind").asText(),
                line.path("input").asText(),
                line);
    }

    /** What we make of it: the parts that are compared, or "refused". */
    String ours() {
        try {
            return switch (kind) {
                case "job", "job:untyped" -> job();
                case "project" -> project();
                default -> instance(input.isEmpty() ? null : input).alias();
            };
        } catch (InvalidRequestException e) {
            return "refused";
        }
    }

    private String job() {
        JobUri uri = JobUri.parse(input);
        SwcliInstance instance = instance(uri.instance());
        String project = uri.project() == null ? instance.currentProject() : uri.project();
        return instance.alias() + " | " + (project == null ? "?" : project) + " | " + uri.job();
    }

    private String project() {
        ProjectUri uri = ProjectUri.parse(input);
        SwcliInstance instance = instance(uri.instance());
        String project = uri.project() == null ? instance.currentProject() : uri.project();
        return project == null ? "refused" : instance.alias() + " | " + project;
    }

    private SwcliInstance instance(String name) {
        return INSTANCES.computeIfAbsent(config, UriCase::instances).get(name);
    }

    private static KnownInstances instances(String config) {
        Path file = Path.of("src", "test", "resources", "swcli", config + ".yaml");
        return new KnownInstances(null, () -> SwcliConfig.read(file, Map.of(), Path.of("home")));
    }

    /** What the SDK made of it, in the same form. */
    String theirs() {
        JsonNode ok = recorded.path("ok");
        if (ok.isMissingNode()) {
            return "refused";
        }
        String alias = ok.path("alias").asText();
        return switch (kind) {
            case "job", "job:untyped" -> alias + " | " + ok.path("project_name").asText() + " | " + theirJob(ok);
            case "project" -> alias + " | " + ok.path("name").asText();
            default ->
                ok.path("path").asText().isEmpty()
                        ? alias
                        : alias + "/" + ok.path("path").asText();
        };
    }

    /** The word that names the job; where the SDK found a version for it, so much of that as we read. */
    private String theirJob(JsonNode ok) {
        String name = ok.path("name").asText();
        String version = ok.path("version").asText();
        // The SDK calls the job of a console address an evaluation.
        boolean isJob = List.of("job", "evaluation").contains(ok.path("type").asText());
        if (!isJob || (!name.isEmpty() && !version.isEmpty())) {
            return ok.path("type").asText() + " " + name + "/" + version;
        }
        String ours = ours();
        String word = ours.substring(ours.lastIndexOf(" | ") + (ours.contains(" | ") ? 3 : 1));
        return ok.path("local").asBoolean() && !word.isEmpty() && version.startsWith(word) ? word : name + version;
    }

    /** Whether the meaning depends on the files of a Standalone instance, which are not asked here. */
    boolean needsFiles() {
        return kind.startsWith("job") && ours().startsWith("local | ");
    }

    /** Whether the SDK read what we read, and then found several versions that begin so. */
    boolean isAmbiguousPrefix() {
        JsonNode error = recorded.path("error");
        String ours = ours();
        String word = ours.substring(ours.lastIndexOf(' ') + 1);
        return needsFiles()
                && error.path("type").asText().endsWith(".MultipleMatchException")
                && error.path("message").asText().startsWith("Found multiple match item " + word + ",")
                && word.matches("[a-z2-7]+");
    }

    boolean isEqual() {
        return ours().equals(theirs()) || isAmbiguousPrefix();
    }

    /** As it is listed among the differences. */
    String key() {
        return kind + "\t" + config + "\t" + recorded.path("input");
    }
}
