// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.internal.standalone.run.Swcli;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Python SDK, where it is installed: the Python that swcli runs on has it.
 *
 * @param python what its first line names
 */
record PythonSdk(String python) {

    /** The one of the swcli that {@code SWCLI} names or that is on the {@code PATH}; null where there is none. */
    static @Nullable PythonSdk find() throws IOException {
        try {
            return of(Swcli.find(null, System.getenv()).executable());
        } catch (InvalidRequestException notThere) {
            return null;
        }
    }

    private static PythonSdk of(Path swcli) throws IOException {
        try (var lines = Files.lines(swcli)) {
            String first = lines.findFirst().orElse("");
            if (!first.startsWith("#!") || !first.contains("python")) {
                throw new IOException(swcli + " does not begin with the Python that runs it, but with " + first);
            }
            return new PythonSdk(first.substring(2).strip());
        }
    }

    /** Runs a script beside this class in the instance of the table, and gives what it prints. */
    String run(StandaloneTable table, String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python, "-"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SW_CLI_CONFIG", table.config().toString());
        builder.environment().put("SW_LOCAL_STORAGE", table.root().toString());
        Process process = builder.start();
        try (InputStream source = Objects.requireNonNull(PythonSdk.class.getResourceAsStream(script));
                OutputStream input = process.getOutputStream()) {
            source.transferTo(input);
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(script + " ended with " + process.exitValue() + ": " + printed);
        }
        return printed;
    }

    /** The seconds in which it reads the rows from this key on, without those of its start: the median of three. */
    double seconds(StandaloneTable table, int start) throws IOException, InterruptedException {
        double[] seconds = new double[3];
        for (int i = 0; i < seconds.length; i++) {
            String[] printed = run(table, "read_table.py", StandaloneTable.JOB, Integer.toString(start))
                    .strip()
                    .split(" ", -1);
            if (Integer.parseInt(printed[0]) != StandaloneTable.ROWS - start) {
                throw new IOException("the SDK has read " + printed[0] + " rows");
            }
            seconds[i] = Double.parseDouble(printed[1]);
        }
        Arrays.sort(seconds);
        return seconds[1];
    }
}
