// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a job, {@code <root>/<project>/job/<first two characters>/<version>}. swcli makes {@code snapshot} in it
 * when the job begins and {@code _manifest.yaml} when it ends; the output and the comment are put beside them, under names
 * that begin like no version, because swcli finds jobs by the names of such files too.
 *
 * @param root the instance's root
 * @param project the name of the job's project
 * @param version the job's full version, which is also the name of its folder
 */
public record JobFolder(Confined root, String project, String version) {
    /** Where removed jobs are, beside the others. */
    static final String REMOVED = ".recover";

    static final int PREFIX = 2;

    private static final Pattern NAME = Pattern.compile("[^./\\\\\\x00][^/\\\\\\x00]*");
    private static final int LONGEST_COMMENT = 1 << 16;

    public JobFolder {
        if (!isName(project) || !isName(version) || version.length() < PREFIX) {
            throw new InvalidRequestException(
                    "'" + version + "' of project '" + project + "' is not a job: it would be no folder", 0, null);
        }
    }

    /** Whether this is the name of a file or folder, and not hidden. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Where the jobs of a project are. */
    static Path jobs(Confined root, String project) {
        return root.folder().resolve(project).resolve("job");
    }

    /** Where it is while it is not removed. */
    public Path path() {
        return in(jobs(root, project));
    }

    /** Where it is when it is removed. */
    public Path removed() {
        return in(jobs(root, project).resolve(REMOVED));
    }

    private Path in(Path jobs) {
        return jobs.resolve(version.substring(0, PREFIX)).resolve(version);
    }

    /** What the job printed, if it was run from here. */
    public Path log() {
        return path().resolve("_run.log");
    }

    /** Whether there is, or was, such a job. */
    public boolean exists() {
        return Files.exists(path()) || Files.exists(removed());
    }

    /** Whether swcli has come so far that it copied the model. */
    public boolean hasBegun() {
        return Files.exists(path().resolve("snapshot"));
    }

    /** Whether it is written down how the job has ended. */
    public boolean hasManifest() {
        return Files.exists(JobManifest.file(path()));
    }

    /** What is written down of the end of the job; nothing when it has not ended, was killed, or is removed. */
    public Optional<JobManifest> manifest() {
        return JobManifest.read(root, path());
    }

    /** How the job has ended, whether it is removed or not; nothing when it has not ended, or was killed. */
    public Optional<JobStatus> ended() {
        return manifest().or(() -> JobManifest.read(root, removed())).map(JobManifest::status);
    }

    /** Whether it is not to be counted on: it has failed, or was cancelled or removed. */
    public boolean hasEndedBadly() {
        return JobManifest.read(root, removed()).isPresent()
                || manifest()
                        .filter(manifest -> !manifest.status().equals(JobStatus.SUCCESS))
                        .isPresent();
    }

    /** Writes down the end of a job that swcli could not write down itself; in swcli's form, so that it can read it. */
    public void writeManifest(Map<String, Object> manifest) throws IOException {
        make();
        root.write(JobManifest.file(path()), JobManifest.bytes(manifest));
    }

    /** What people read about the job. */
    public @Nullable String comment() throws IOException {
        try {
            Path file = root.real(commentFile(path()));
            return Files.size(file) > LONGEST_COMMENT ? null : Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Sets what people read about the job, whether it is removed or not. Makes no folder: that would be a job. */
    public void writeComment(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_COMMENT) {
            throw new InvalidRequestException(
                    "a comment of " + bytes.length + " bytes; at most " + LONGEST_COMMENT + " are expected", 0, null);
        }
        root.write(commentFile(Files.exists(path()) ? path() : removed()), bytes);
    }

    private static Path commentFile(Path job) {
        return job.resolve("_comment.txt");
    }

    /** Makes the folder. */
    public void make() throws IOException {
        root.makeFolders(path());
    }

    /**
     * Makes the folder, or empties it but for the comment, which somebody may be writing: swcli refuses to copy a model
     * over the rest of an attempt that was killed.
     */
    public void makeEmpty() throws IOException {
        if (Files.isSymbolicLink(path())) {
            Files.delete(path());
        }
        make();
        Set<Path> comment = Set.of(commentFile(path()), Confined.draft(commentFile(path())));
        Files.walkFileTree(path(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!comment.contains(file)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (!comment.contains(file)) {
                    throw failure;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!folder.equals(path())) {
                    Files.delete(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** As {@code demo/job/<version>}. */
    @Override
    public String toString() {
        return project + "/job/" + version;
    }
}
