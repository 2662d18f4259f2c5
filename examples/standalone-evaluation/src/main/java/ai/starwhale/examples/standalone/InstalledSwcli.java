// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The swcli of this machine.
 *
 * @param executable the file to run
 */
record InstalledSwcli(Path executable) {
    private static final String INSTALL = """
            This example needs swcli, the command line tool of Starwhale, and %s. Either
              run .ci/swcli, which needs Python 3.11 and installs swcli into a cache where the example finds it, or
              run 'pip install starwhale' with a Python from 3.7 to 3.11, and put swcli on the PATH, or
              name the swcli that there is by the environment variable SWCLI.""";

    /**
     * Finds it: what {@code SWCLI} names, else the one on the {@code PATH}, else what {@code .ci/swcli} has installed.
     *
     * @throws IllegalArgumentException if it is not there; says how to install it
     */
    static InstalledSwcli find(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("SWCLI", "");
        if (!named.isBlank()) {
            return of(Path.of(named)).orElseThrow(() -> missing("SWCLI is " + named + ", where no program is"));
        }
        return Stream.concat(onPath(environment), installed(environment, home))
                .flatMap(file -> of(file).stream())
                .findFirst()
                .orElseThrow(() -> missing("there is none on the PATH"));
    }

    private static Stream<Path> onPath(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "swcli"));
    }

    /** There is a folder for each set of versions; the one that was made last is taken. */
    private static Stream<Path> installed(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path cache = named.isBlank() ? home.resolve(".cache") : Path.of(named);
        try (Stream<Path> folders = Files.list(cache.resolve("camel-starwhale"))) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("complete")))
                    .sorted(Comparator.comparing((Path folder) ->
                                    folder.resolve("complete").toFile().lastModified())
                            .reversed())
                    .map(folder -> folder.resolve("bin").resolve("swcli"))
                    .toList()
                    .stream();
        } catch (IOException nothingThere) {
            return Stream.of();
        }
    }

    private static Optional<InstalledSwcli> of(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file)
                ? Optional.of(new InstalledSwcli(file.toAbsolutePath()))
                : Optional.empty();
    }

    private static IllegalArgumentException missing(String why) {
        return new IllegalArgumentException(INSTALL.formatted(why));
    }

    /**
     * Runs it as one would on the command line.
     *
     * @throws IOException with all that it has printed, if it fails
     */
    void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " has failed:\n" + printed);
        }
    }
}
