// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.InvalidRequestException;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Any file in place of swcli's configuration, beginning with those of swcli: it is understood or refused, never quoted. */
class SwcliConfigFuzz {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "swcli");
    private static final Path HOME = Path.of("home");
    private static final Path FILE = file();

    private static Path file() {
        try {
            Path file = Files.createTempFile("config", ".yaml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<byte[]> recorded() throws IOException {
        return Stream.of(
                Files.readAllBytes(RESOURCES.resolve("current-local.yaml")),
                Files.readAllBytes(RESOURCES.resolve("current-mycloud.yaml")),
                Files.readAllBytes(RESOURCES.resolve("current-myserver.yaml")));
    }

    @MethodSource("recorded")
    @DictionaryEntries({
        "instances: ",
        "sw_token: ",
        "uri: ",
        "type: ",
        "current_project: ",
        "current_instance: ",
        "storage: ",
        "root: ",
        "version: ",
        "&a ",
        "*a",
        "!!binary ",
        "<<: ",
        "0x",
        "0o7",
        "0b",
        "1e9",
        "1_0",
        ".inf",
        "? ",
        "|- ",
        "%YAML 1.1"
    })
    @FuzzTest
    void anyFileIsUnderstoodOrRefused(byte @NotNull [] content) throws IOException {
        Files.write(FILE, content);
        SwcliConfig config;
        try {
            config = SwcliConfig.read(FILE, Map.of(), HOME);
        } catch (InvalidRequestException e) {
            assertThat(e.getMessage().replace(FILE.toString(), "FILE"))
                    .matches("swcli's configuration FILE cannot be read: it is not YAML at line \\d+"
                            + "|storage.root in swcli's configuration FILE is not a path: "
                            + "(Nul character not allowed|Malformed input or input contains unmappable characters)");
            assertThat(e).hasNoCause();
            return;
        }
        KnownInstances known = new KnownInstances(null, () -> config);
        check(known, null);
        for (SwcliInstance instance : config.instances().values()) {
            assertThat(instance).hasToString(instance.alias() + " (" + instance.uri() + ")");
            check(known, instance.alias());
            check(known, instance.uri());
        }
    }

    private static void check(KnownInstances known, String name) {
        try {
            SwcliInstance found = known.get(name);
            if (!found.isStandalone()) {
                assertThat(known.get(found.uri()).uri()).isEqualTo(found.uri());
            }
        } catch (InvalidRequestException e) {
            Map<String, SwcliInstance> instances = known.configuration().instances();
            for (SwcliInstance instance : instances.values()) {
                assertThat(isShown(instance.token(), e, instances.keySet()))
                        .as("a token is shown")
                        .isFalse();
            }
        }
    }

    /** What is a token and in a name at once, and what is too short to be one, need not be looked for. */
    private static boolean isShown(@Nullable String token, InvalidRequestException e, Set<String> names) {
        return token != null
                && token.length() > 20
                && e.getMessage().contains(token)
                && names.stream().noneMatch(name -> name.contains(token));
    }
}
