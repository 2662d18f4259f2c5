// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.files.Confined;
import ai.starwhale.client.internal.standalone.run.LiveJob;
import ai.starwhale.client.internal.standalone.run.LiveJobs;
import ai.starwhale.client.internal.standalone.run.RunTimes;
import ai.starwhale.client.internal.standalone.run.Runs;
import ai.starwhale.client.internal.standalone.run.Swcli;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A Standalone instance that the Python SDK wrote, and what the SDK read from it. */
public final class RecordedInstance {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = unpackOnce();
    private static final Map<String, byte[]> EXPECTED = expectations();

    private RecordedInstance() {}

    /** The instance's root; not to be written to. */
    public static Path root() {
        return ROOT;
    }

    /** Unpacks the jobs of the instance, without their tables, into a folder of their own. */
    public static void copyJobsTo(Path folder) {
        copyTo(
                folder,
                name -> name.equals(".datastore/manifest.json")
                        || name.matches("[^/]+/(job/)?")
                        || name.matches("[^/]+/job/(\\.recover/)?[^/]+/([^/]+/(_manifest.yaml)?)?"));
    }

    private static Path copyTo(Path folder, Predicate<String> wanted) {
        each("root.zip", (entry, content) -> {
            Path file = folder.resolve(entry.getName()).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException(entry.getName());
            }
            if (entry.isDirectory() && wanted.test(entry.getName())) {
                Files.createDirectories(file);
            } else if (wanted.test(entry.getName())) {
                Files.createDirectories(file.getParent());
                Files.write(file, content.readAllBytes());
            }
        });
        return folder;
    }

    /** The instance at a root, as a client opens it. */
    public static StandaloneInstance at(Path root) {
        return at(root, () -> job -> Optional.empty(), Time.SYSTEM);
    }

    /** The instance at a root, where something is known of the jobs that run; it has no swcli. */
    static StandaloneInstance at(Path root, LiveJobs live, Time time) {
        Runs runs = new Runs(() -> Swcli.find(root.resolve("no-swcli"), Map.of()), RunTimes.DEFAULT);
        return new StandaloneInstance(
                new Confined(root), null, runs, live, none -> false, Map.of(), time, Duration.ofSeconds(5));
    }

    /** As if a process ran these jobs that was started elsewhere. */
    static LiveJobs running(Predicate<String> versions) {
        return () -> job -> versions.test(job.version())
                ? Optional.of(new LiveJob(JobStatus.RUNNING, true, Optional.empty()))
                : Optional.empty();
    }

    /** The lines of a file of what the SDK read. */
    public static List<JsonNode> expected(String file) {
        byte[] content = Objects.requireNonNull(EXPECTED.get(file), file);
        try (InputStream raw = new ByteArrayInputStream(content);
                InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            List<JsonNode> nodes = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                nodes.add(JSON.readTree(line));
            }
            return nodes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of what the SDK read that is one JSON value. */
    public static JsonNode expectedTree(String file) {
        try {
            return JSON.readTree(EXPECTED.get(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpackOnce() {
        try {
            Path folder = Files.createTempDirectory("standalone");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return copyTo(folder, name -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> expectations() {
        Map<String, byte[]> files = new HashMap<>();
        each("expected.zip", (entry, content) -> files.put(entry.getName(), content.readAllBytes()));
        return files;
    }

    private static void each(String archive, Member action) {
        try (InputStream file = RecordedInstance.class.getResourceAsStream("/standalone/" + archive);
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(file, archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                action.accept(entry, zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Member {
        void accept(ZipEntry entry, InputStream content) throws IOException;
    }
}
