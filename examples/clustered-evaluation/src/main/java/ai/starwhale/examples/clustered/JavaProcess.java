// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A JVM with one of the programs of this example. It ends when this process does. */
final class JavaProcess {
    private final String name;
    private final Process process;
    private final Path log;
    private final Thread reader;

    /** {@code announced} gets a word and what it is about, for each line that the program prints. */
    JavaProcess(
            String name,
            Class<?> program,
            List<String> arguments,
            Map<String, String> environment,
            Path folder,
            BiConsumer<String, String> announced) {
        this.name = name;
        this.log = folder.resolve(name + ".log");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName());
        builder.command().addAll(arguments);
        builder.environment().putAll(environment);
        builder.environment().put("LOG_LEVEL", "INFO");
        builder.redirectError(log.toFile());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new Thread(() -> read(announced), name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BiConsumer<String, String> announced) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", 2);
                announced.accept(parts[0], parts.length == 2 ? parts[1] : "");
            }
        } catch (IOException e) {
            // It ended, or is ending.
        }
    }

    /** Fails with the end of its log if the program has ended. */
    void check() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " has ended:\n" + tail());
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return log + " cannot be read: " + e;
        }
    }

    /** Ends it without a warning, as a power failure does, and returns when nothing more comes from it. */
    void kill() {
        process.destroyForcibly();
        join(Long.MAX_VALUE);
    }

    /** Asks it to end. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** Waits for its end, and kills it when it takes too long. */
    void awaitEnd() {
        if (!join(20)) {
            kill();
        }
    }

    private boolean join(long seconds) {
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (ended) {
                reader.join(TimeUnit.SECONDS.toMillis(10));
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return true;
        }
    }
}
