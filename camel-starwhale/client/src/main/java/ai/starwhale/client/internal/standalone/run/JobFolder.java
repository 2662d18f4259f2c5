// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.StarwhaleException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a job. swcli makes {@code snapshot} when the job begins and {@code _manifest.yaml} when it ends; the output
 * is put beside them.
 */
final class JobFolder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ROOT);
    private static final Map<String, JobStatus> STATUSES =
            Map.of("success", JobStatus.SUCCESS, "failed", JobStatus.FAIL, "start", JobStatus.CANCELED);

    private final Path path;
    private final Path removed;

    JobFolder(Path root, String project, String version) {
        RunVersion.check(version);
        Path jobs = root.resolve(project).resolve("job");
        String group = version.substring(0, 2);
        this.path = jobs.resolve(group).resolve(version);
        this.removed = jobs.resolve(".recover").resolve(group).resolve(version);
    }

    Path path() {
        return path;
    }

    /** The name begins like no version, because swcli finds jobs by the names of such files too. */
    Path log() {
        return path.resolve("_run.log");
    }

    /** Whether there is, or was, such a job. */
    boolean exists() {
        return Files.exists(path) || Files.exists(removed);
    }

    /** Whether swcli has come so far that it copied the model. */
    boolean hasBegun() {
        return Files.exists(path.resolve("snapshot"));
    }

    /** How the job has ended; nothing when it has not, or was killed. */
    Optional<JobStatus> ended() {
        return status(path).or(() -> status(removed));
    }

    boolean hasEndedBadly() {
        return status(removed).isPresent()
                || status(path)
                        .filter(status -> !status.equals(JobStatus.SUCCESS))
                        .isPresent();
    }

    private static Optional<JobStatus> status(Path folder) {
        Path manifest = manifest(folder);
        if (!Files.exists(manifest)) {
            return Optional.empty();
        }
        try {
            String status = new YAMLMapper()
                    .readTree(Files.readAllBytes(manifest))
                    .path("status")
                    .asText();
            return Optional.of(STATUSES.getOrDefault(status, JobStatus.UNKNOWN));
        } catch (IOException e) {
            throw new StarwhaleException("the manifest " + manifest + " of a job cannot be read", e);
        }
    }

    private static Path manifest(Path folder) {
        return folder.resolve("_manifest.yaml");
    }

    /** Writes down the end of a job that swcli could not write down itself; in swcli's form, so that it can read it. */
    void writeEnd(ModelRun run, String status, ZonedDateTime started) throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("created_at", TIME.format(started));
        manifest.put("datasets", run.datasets());
        manifest.put("error_message", "");
        manifest.put("finetune_validation_datasets", List.of());
        manifest.put("finished_at", TIME.format(ZonedDateTime.now(ZoneId.systemDefault())));
        manifest.put("handler_name", run.handler());
        manifest.put("model", run.modelName());
        manifest.put("model_src_dir", path.resolve("snapshot").toString());
        manifest.put("project", run.project());
        manifest.put("scheduler_run_args", Map.of("step_name", "", "task_index", -1, "task_num", 0));
        manifest.put("status", status);
        manifest.put("version", run.version());
        Files.createDirectories(path);
        Path draft = path.resolve("_manifest.draft");
        Files.write(draft, new YAMLMapper().writeValueAsBytes(manifest));
        Files.move(draft, manifest(path), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the folder, or empties it: swcli refuses to copy a model over the rest of an attempt that was killed. */
    void makeEmpty() throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        Files.createDirectories(path);
    }
}
