// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.InvalidRequestException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line tool of Starwhale, which runs the jobs of a Standalone instance.
 *
 * @param executable the file to run
 */
public record Swcli(Path executable) {
    private static final String NAME = "swcli";

    /**
     * Finds it: what is configured, else what {@code SWCLI} names, else {@code swcli} on the {@code PATH}.
     *
     * @param configured a path, or a name on the {@code PATH}; may be null
     * @throws InvalidRequestException if it is not there; says how to install it
     */
    public static Swcli find(@Nullable Path configured, Map<String, String> environment) {
        String named = environment.getOrDefault("SWCLI", "");
        Path wanted = configured != null ? configured : Path.of(named.isBlank() ? NAME : named);
        Optional<Path> found = wanted.getNameCount() == 1 && !wanted.isAbsolute()
                ? onPath(wanted.toString(), environment)
                : Optional.of(wanted).filter(Swcli::isExecutable);
        return found.map(Swcli::new)
                .orElseThrow(() -> new InvalidRequestException(
                        "jobs on a Standalone instance run through swcli, and '" + wanted + "' is "
                                + (Files.exists(wanted) ? "not executable" : "not there")
                                + ". Install it with 'pip install starwhale' (Python 3.7 to 3.11), and put it on the PATH"
                                + " or name it by the environment variable SWCLI",
                        0,
                        null));
    }

    /** The executable of this name on the {@code PATH}. */
    static Optional<Path> onPath(String name, Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Swcli::isExecutable)
                .findFirst();
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
