// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.BundleVersion;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.standalone.files.Confined;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what swcli writes of a job when it has ended, {@code _manifest.yaml}. Of a job that has none it is known whether
 * its process is one of ours and lives.
 */
final class JobManifest {
    /** The address of every Standalone instance, as the SDK writes it. */
    static final String ADDRESS = "local";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final long LARGEST = 1 << 20;

    private final Confined root;
    private final Predicate<String> isRunning;
    private final JobTimes times;

    /** @param isRunning whether the process that runs the job of this version is one of ours and lives */
    JobManifest(Confined root, Predicate<String> isRunning, JobTimes times) {
        this.root = root;
        this.isRunning = isRunning;
        this.times = times;
    }

    /** The full address of a job. */
    static String address(String project, String job) {
        return ADDRESS + "/project/" + project + "/job/" + job;
    }

    boolean isRunning(JobFolder job) {
        return isRunning.test(job.version());
    }

    /** Whether there is one. */
    static boolean exists(JobFolder job) {
        return Files.exists(file(job));
    }

    /**
     * What is known of the job.
     *
     * @throws ProtocolException if its manifest cannot be understood
     */
    JobInfo read(JobFolder job) {
        JsonNode manifest = MissingNode.getInstance();
        JobStatus status = isRunning(job) ? JobStatus.RUNNING : JobStatus.UNKNOWN;
        try {
            Path file = root.real(file(job));
            if (Files.size(file) > LARGEST) {
                throw unreadable(job, "it is " + Files.size(file) + " bytes long", null);
            }
            manifest = yaml(job, Files.readAllBytes(file));
            status = status(job, manifest);
        } catch (NoSuchFileException stillRuns) {
            // It is written at the end of the run.
        } catch (IOException e) {
            throw new StarwhaleException("cannot read " + file(job) + ": " + e, e);
        }
        return info(job, status, manifest);
    }

    private static JsonNode yaml(JobFolder job, byte[] manifest) throws IOException {
        try {
            return YAML.readTree(manifest);
        } catch (JacksonException e) {
            String first = e.getOriginalMessage().lines().findFirst().orElse("");
            throw unreadable(job, "it is not YAML: " + first, e);
        } catch (RuntimeException e) {
            // Of the YAML library, for what it refuses to read.
            throw unreadable(job, "it is not YAML: " + e, e);
        }
    }

    private static Path file(JobFolder job) {
        return job.path().resolve("_manifest.yaml");
    }

    private static JobStatus status(JobFolder job, JsonNode manifest) {
        String status = text(manifest, "status");
        if (status.isEmpty()) {
            throw unreadable(job, "a status is expected in it", null);
        }
        return switch (status) {
            case "success" -> JobStatus.SUCCESS;
            case "failed" -> JobStatus.FAIL;
            // It was interrupted, and nothing will change that.
            case "start" -> JobStatus.CANCELED;
            default -> new JobStatus(status.toUpperCase(Locale.ROOT));
        };
    }

    private JobInfo info(JobFolder job, JobStatus status, JsonNode manifest) {
        Instant created = times.parse(text(manifest, "created_at"));
        Instant finished = times.parse(text(manifest, "finished_at"));
        return new JobInfo(
                address(job.project(), job.version()),
                ADDRESS,
                job.project(),
                job.version(),
                job.version(),
                text(manifest, "handler_name"),
                "EVALUATION",
                status,
                new BundleVersion(text(manifest, "model"), "", null, null, null, null),
                null,
                false,
                datasets(manifest),
                null,
                null,
                null,
                created,
                finished,
                created == null || finished == null ? null : Duration.between(created, finished),
                null,
                null,
                List.of(),
                null);
    }

    /** They are written as they were given, mostly {@code local/project/self/dataset/mnist/version/latest}. */
    private static List<BundleVersion> datasets(JsonNode manifest) {
        List<BundleVersion> datasets = new ArrayList<>();
        for (JsonNode dataset : manifest.path("datasets")) {
            List<String> parts = Arrays.asList(dataset.asText().split("/"));
            String name = after("dataset", parts);
            datasets.add(new BundleVersion(
                    name == null ? dataset.asText() : name,
                    Objects.requireNonNullElse(after("version", parts), ""),
                    null,
                    null,
                    null,
                    null));
        }
        return datasets;
    }

    private static @Nullable String after(String word, List<String> parts) {
        int at = parts.lastIndexOf(word);
        return at < 0 || at + 1 == parts.size() ? null : parts.get(at + 1);
    }

    private static String text(JsonNode manifest, String field) {
        return manifest.path(field).asText("");
    }

    private static ProtocolException unreadable(JobFolder job, String why, @Nullable Throwable cause) {
        return new ProtocolException(file(job) + " is not the manifest of a job: " + why, 0, cause);
    }
}
