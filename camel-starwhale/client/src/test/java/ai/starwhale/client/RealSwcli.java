// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.starwhale.client.internal.standalone.run.RunTimes;
import ai.starwhale.client.internal.standalone.run.Swcli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Standalone instance with a model and a dataset that the real swcli has built, once for all tests. The environment
 * variable {@code SWCLI} names it, see {@code .ci/swcli}; without it the tests that ask for this are skipped.
 */
public final class RealSwcli {
    /** Little patience, as nothing of what runs is in need of it. */
    public static final RunTimes TIMES =
            new RunTimes(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private static final Path RESOURCES = Path.of("src", "test", "resources").toAbsolutePath();
    private static @Nullable RealSwcli built;

    private final Path folder;
    private final Swcli swcli;

    private RealSwcli(Swcli swcli) throws IOException {
        this.swcli = swcli;
        this.folder = Files.createTempDirectory("real-swcli");
        Files.createDirectories(root());
        Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
    }

    /** The instance, with the model {@code ends} in the project demo and the dataset {@code texts} in self. */
    public static synchronized RealSwcli get() throws IOException, InterruptedException {
        if (built == null) {
            assumeTrue(isThere(), "there is no swcli: set SWCLI to what .ci/swcli prints");
            RealSwcli fresh = new RealSwcli(Swcli.find(null, System.getenv()));
            fresh.build(RESOURCES.resolve("standalone-model"));
            // It goes into the current project, whatever is asked for.
            fresh.run("dataset", "build", "--name", "texts", "--json", RESOURCES + "/standalone-texts.jsonl");
            built = fresh;
        }
        return built;
    }

    private static boolean isThere() {
        try {
            return !Swcli.find(null, System.getenv()).executable().toString().isEmpty();
        } catch (InvalidRequestException notThere) {
            return false;
        }
    }

    /** Builds a model in the project demo. */
    void build(Path model) throws IOException, InterruptedException {
        run("model", "build", model.toString(), "--project", "local/project/demo");
    }

    public Swcli swcli() {
        return swcli;
    }

    public Path root() {
        return folder.resolve("root");
    }

    private Path config() {
        return folder.resolve("config.yaml");
    }

    /** What swcli needs to know besides the root. */
    public Map<String, String> environment() {
        return Map.of("SW_CLI_CONFIG", config().toString());
    }

    /** A client of the instance. */
    Starwhale client() {
        return Starwhale.builder()
                .instance("local")
                .swcliConfig(config())
                .swcli(swcli.executable())
                .runTimes(TIMES)
                .build();
    }

    /** What a user would type; gives what it prints. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(swcli.executable().toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        builder.environment().put("SW_LOCAL_STORAGE", root().toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // What is left is in the folder for temporary files.
        }
    }
}
