// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the small files of swcli. */
final class YamlFile {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final long LARGEST = 1 << 20;

    private YamlFile() {}

    /** What was read is not what it should be. */
    static final class NotYamlException extends IOException {
        private static final long serialVersionUID = 1L;

        NotYamlException(String message, Throwable cause) {
            super(message, cause);
        }

        NotYamlException(String message) {
            super(message);
        }
    }

    /**
     * What the file says.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws NotYamlException if it cannot be understood
     * @throws ai.starwhale.client.ProtocolException if it lies outside of the root
     */
    static JsonNode read(Confined root, Path file) throws IOException {
        Path real = root.real(file);
        if (Files.size(real) > LARGEST) {
            throw new NotYamlException("it is " + Files.size(real) + " bytes long");
        }
        byte[] bytes = Files.readAllBytes(real);
        try {
            return YAML.readTree(bytes);
        } catch (JacksonException e) {
            String first = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new NotYamlException("it is not YAML: " + first, e);
        } catch (RuntimeException e) {
            // Of the YAML library, for what it refuses to read.
            throw new NotYamlException("it is not YAML: " + e, e);
        }
    }
}
