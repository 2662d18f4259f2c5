// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.JobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Runs on a root of its own, with a swcli that does as the recorded one. */
final class RunsBench implements AutoCloseable {
    static final RunTimes SHORT =
            new RunTimes(Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(1));
    private static final String AT_WORK = "at work ";

    final Path root;
    final Swcli swcli;
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Runs> opened = new ArrayList<>();
    final Runs runs;

    RunsBench(Path folder) throws IOException {
        this.root = Files.createDirectories(folder.resolve("root"));
        Path script = folder.resolve("fake-swcli");
        try (InputStream source = Objects.requireNonNull(RunsBench.class.getResourceAsStream("/swcli/fake-swcli"))) {
            Files.copy(source, script);
        }
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " cannot be made executable");
        }
        this.swcli = new Swcli(script);
        this.runs = open();
    }

    Runs open() {
        return open(SHORT);
    }

    Runs open(RunTimes times) {
        Runs another = new Runs(() -> swcli, times);
        opened.add(another);
        return another;
    }

    /** A run for a key; the handler says how the fake swcli goes on. */
    ModelRun run(String key, String handler) {
        return new ModelRun(
                root, "demo", RunVersion.of("demo", key, 0), "mood", handler, List.of("sentences"), 2, Map.of());
    }

    RunningJob start(String key, String handler) {
        return runs.start(run(key, handler), lines::add);
    }

    RunEnd end(RunningJob job) throws Exception {
        return job.ended().get(30, TimeUnit.SECONDS);
    }

    /** Waits until the handler works, and gives the process that it has started. */
    ProcessHandle atWork() {
        String line = Awaitility.await()
                .until(
                        () -> lines.stream()
                                .filter(one -> one.startsWith(AT_WORK))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
        return ProcessHandle.of(Long.parseLong(line.substring(AT_WORK.length())))
                .orElseThrow();
    }

    /** The handlers that were started, in order. */
    List<String> started() throws IOException {
        Path file = root.resolve("started");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** As if this process had been killed: a swcli without anybody who knows of it. */
    Process orphan(ModelRun run) throws IOException {
        run.folder().makeEmpty();
        Files.createDirectories(RunLock.folder(root));
        List<String> command = new ArrayList<>(ProcessGroup.leading(System.getenv()));
        command.addAll(LiveRun.noting(run));
        command.addAll(run.command(swcli));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(run.folder().log().toFile());
        builder.environment().put("SW_LOCAL_STORAGE", root.toString());
        Process process = builder.start();
        Awaitility.await().until(() -> Runs.isLive(run.folder()));
        Awaitility.await().until(() -> run.folder().hasBegun());
        return process;
    }

    void go() throws IOException {
        Files.createFile(root.resolve("go"));
    }

    static boolean isRunning(RunningJob job) {
        return job.status().equals(JobStatus.RUNNING);
    }

    @Override
    public void close() {
        opened.forEach(Runs::close);
    }
}
