// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.config;

import ai.starwhale.client.InvalidRequestException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What swcli knows of instances.
 *
 * @param currentInstance the alias of the instance that is meant when none is named
 * @param instances the instances by alias
 */
public record SwcliConfig(@Nullable String currentInstance, Map<String, SwcliInstance> instances) {

    public SwcliConfig {
        instances = Collections.unmodifiableMap(new LinkedHashMap<>(instances));
    }

    /** A configuration that knows nothing, as on a machine without swcli. */
    public static SwcliConfig empty() {
        return new SwcliConfig(null, Map.of());
    }

    /** Where swcli keeps its configuration, as it finds it itself: {@code SW_CLI_CONFIG}, or under the home folder. */
    public static Path defaultPath(Map<String, String> environment, Path home) {
        String path = environment.get("SW_CLI_CONFIG");
        return path != null && !path.isBlank()
                ? Path.of(path)
                : home.resolve(".config").resolve("starwhale").resolve("config.yaml");
    }

    /**
     * Reads the file; one that does not exist knows nothing.
     *
     * @throws InvalidRequestException if the file is there and cannot be understood
     */
    public static SwcliConfig read(Path file) {
        if (!Files.exists(file)) {
            return empty();
        }
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            // Neither the cause nor its message: both quote the file, which holds tokens.
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw unreadable(file, "it is not YAML at line " + line);
        } catch (IOException e) {
            throw unreadable(file, e.toString());
        }
        Map<String, SwcliInstance> instances = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("instances").properties()) {
            JsonNode instance = entry.getValue();
            instances.put(
                    entry.getKey(),
                    new SwcliInstance(
                            entry.getKey(),
                            Objects.requireNonNullElse(text(instance, "uri"), entry.getKey()),
                            text(instance, "type"),
                            text(instance, "sw_token"),
                            text(instance, "current_project")));
        }
        return new SwcliConfig(text(root, "current_instance"), instances);
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null;
    }

    private static InvalidRequestException unreadable(Path file, String why) {
        return new InvalidRequestException("swcli's configuration " + file + " cannot be read: " + why, 0, null);
    }
}
