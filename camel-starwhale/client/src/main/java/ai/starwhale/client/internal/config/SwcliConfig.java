// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.config;

import ai.starwhale.client.InvalidRequestException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What swcli knows of instances.
 *
 * @param file where it is, whether it exists or not
 * @param currentInstance the alias of the instance that is meant when none is named
 * @param storageRoot the folder of the Standalone instance, whether it exists or not
 * @param instances the instances by alias
 */
public record SwcliConfig(
        Path file, @Nullable String currentInstance, Path storageRoot, Map<String, SwcliInstance> instances) {
    private static final Logger LOG = LoggerFactory.getLogger(SwcliConfig.class);
    private static final String VERSION = "2.0";

    public SwcliConfig {
        instances = Collections.unmodifiableMap(new LinkedHashMap<>(instances));
    }

    /** Where swcli keeps its configuration, as it finds it itself: {@code SW_CLI_CONFIG}, or under the home folder. */
    public static Path defaultPath(Map<String, String> environment, Path home) {
        String path = environment.get("SW_CLI_CONFIG");
        return path != null && !path.isBlank()
                ? Path.of(path)
                : home.resolve(".config").resolve("starwhale").resolve("config.yaml");
    }

    /** Reads the file in the environment of this process, see {@link #read(Path, Map, Path)}. */
    public static SwcliConfig read(Path file) {
        return read(file, System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Reads the file. One that does not exist knows of no instance, and so does one of another version than 2.0, which
     * swcli itself would throw away.
     *
     * @param environment {@code SW_LOCAL_STORAGE} in it goes before the {@code storage.root} of the file
     * @param home the storage is {@code .starwhale} in it where nothing else is said
     * @throws InvalidRequestException if the file is there and cannot be understood
     */
    public static SwcliConfig read(Path file, Map<String, String> environment, Path home) {
        JsonNode root = Files.exists(file) ? document(file) : MissingNode.getInstance();
        String version = text(root, "version");
        if (version != null && !version.equals(VERSION)) {
            LOG.warn("swcli's configuration {} is not of version {} and is not used", file, VERSION);
            root = MissingNode.getInstance();
        }
        Map<String, SwcliInstance> instances = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("instances").properties()) {
            instances.put(entry.getKey(), instance(entry.getKey(), entry.getValue()));
        }
        String storage = environment.get("SW_LOCAL_STORAGE");
        Path storageRoot = storage != null && !storage.isEmpty()
                ? path(storage, "the environment variable SW_LOCAL_STORAGE")
                : storageRoot(text(root.path("storage"), "root"), file, home);
        return new SwcliConfig(file, text(root, "current_instance"), storageRoot, instances);
    }

    private static JsonNode document(Path file) {
        try {
            return new YAMLMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            // Neither the cause nor its message: both quote the file, which holds tokens.
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw unreadable(file, "it is not YAML at line " + line);
        } catch (IOException e) {
            throw unreadable(file, e.toString());
        }
    }

    private static SwcliInstance instance(String alias, JsonNode instance) {
        return new SwcliInstance(
                alias,
                Objects.requireNonNullElse(text(instance, "uri"), alias),
                text(instance, "type"),
                text(instance, "sw_token"),
                text(instance, "current_project"));
    }

    private static Path storageRoot(@Nullable String configured, Path file, Path home) {
        return configured == null
                ? home.resolve(".starwhale")
                : path(configured, "storage.root in swcli's configuration " + file);
    }

    private static Path path(String text, String where) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidRequestException(where + " is not a path: " + e.getReason(), 0, null);
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() || value.asText().isBlank() ? null : value.asText();
    }

    private static InvalidRequestException unreadable(Path file, String why) {
        return new InvalidRequestException("swcli's configuration " + file + " cannot be read: " + why, 0, null);
    }
}
