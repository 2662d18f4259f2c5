// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What swcli writes of a job when it has ended, {@code _manifest.yaml}. */
public final class JobManifest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final JsonNode content;
    private final JobStatus status;

    private JobManifest(JsonNode content, JobStatus status) {
        this.content = content;
        this.status = status;
    }

    static Path file(Path folder) {
        return folder.resolve("_manifest.yaml");
    }

    /**
     * The manifest in the folder of a job; nothing where there is none.
     *
     * @throws ProtocolException if it cannot be understood
     */
    static Optional<JobManifest> read(Confined root, Path folder) {
        Path file = file(folder);
        try {
            JsonNode content = YamlFile.read(root, file);
            return Optional.of(new JobManifest(content, status(file, content)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (YamlFile.NotYamlException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StarwhaleException("cannot read " + file + ": " + e, e);
        }
    }

    /** How the job has ended. */
    public JobStatus status() {
        return status;
    }

    private static JobStatus status(Path file, JsonNode content) {
        String status = content.path("status").asText("");
        if (status.isEmpty()) {
            throw unreadable(file, "a status is expected in it", null);
        }
        return switch (status) {
            case "success" -> JobStatus.SUCCESS;
            case "failed" -> JobStatus.FAIL;
            // It was interrupted, and nothing will change that.
            case "start" -> JobStatus.CANCELED;
            default -> new JobStatus(status.toUpperCase(Locale.ROOT));
        };
    }

    /** The text of a field; empty where it is none. */
    public String text(String field) {
        return content.path(field).asText("");
    }

    /** The datasets as they were given, mostly {@code local/project/self/dataset/mnist/version/latest}. */
    public List<String> datasets() {
        List<String> datasets = new ArrayList<>();
        content.path("datasets").forEach(dataset -> datasets.add(dataset.asText()));
        return datasets;
    }

    static byte[] bytes(Map<String, Object> manifest) {
        try {
            return YAML.writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ProtocolException unreadable(Path file, String why, @Nullable Throwable cause) {
        return new ProtocolException(file + " is not the manifest of a job: " + why, 0, cause);
    }
}
