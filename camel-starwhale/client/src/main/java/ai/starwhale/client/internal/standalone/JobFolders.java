// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.AmbiguousException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.standalone.files.Confined;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folders of jobs, {@code <root>/<project>/job/<vv>/<version>}. What a user gives is compared with the names that
 * are there and never becomes part of a path: it is the literal beginning of a version, not a pattern, and means jobs only.
 */
final class JobFolders {
    /** Where removed jobs are, beside the others. */
    private static final String REMOVED = ".recover";

    private static final String DEFAULT_PROJECT = "self";
    private static final Pattern PROJECT = Pattern.compile("[^./\\\\\\x00][^/\\\\\\x00]*");
    private static final int PREFIX = 2;

    private final Confined root;
    private final String currentProject;

    JobFolders(Confined root, @Nullable String currentProject) {
        this.root = root;
        this.currentProject = currentProject == null ? DEFAULT_PROJECT : currentProject;
    }

    String project(@Nullable String named) {
        return named == null ? currentProject : named;
    }

    /** All jobs of a project that were not removed. */
    List<JobFolder> all(String project) {
        return beginningWith("", project, jobs(project));
    }

    /**
     * The one job that is meant.
     *
     * @throws NotFoundException if there is none
     * @throws AmbiguousException if there are several
     */
    JobFolder find(JobRef job) {
        String project = project(job.project());
        Path jobs = jobs(project);
        return only(job, beginningWith(wanted(job), project, jobs), () -> {
            boolean removed =
                    !beginningWith(job.job(), project, jobs.resolve(REMOVED)).isEmpty();
            return removed ? "; it was removed, and can be recovered" : "";
        });
    }

    /** The one removed job that is meant. */
    JobFolder findRemoved(JobRef job) {
        String project = project(job.project());
        Path removed = jobs(project).resolve(REMOVED);
        return only(job, beginningWith(wanted(job), project, removed), () -> " among those that were removed");
    }

    /** Where the job is when it is removed. */
    Path removed(JobFolder job) {
        return at(jobs(job.project()).resolve(REMOVED), job.version());
    }

    /** Where the job is when it is not removed. */
    Path present(JobFolder job) {
        return at(jobs(job.project()), job.version());
    }

    private static Path at(Path folder, String version) {
        return folder.resolve(version.substring(0, PREFIX)).resolve(version);
    }

    private static String wanted(JobRef job) {
        if (job.job().isEmpty()) {
            throw new InvalidRequestException("no job is named; give the beginning of its version", 0, null);
        }
        return job.job();
    }

    private JobFolder only(JobRef job, List<JobFolder> found, Supplier<String> hint) {
        for (JobFolder candidate : found) {
            if (found.size() == 1 || candidate.version().equals(job.job())) {
                return candidate;
            }
        }
        String asked = "job '" + job.job() + "' of project '" + project(job.project()) + "' in " + root.folder();
        if (found.isEmpty()) {
            throw new NotFoundException(asked + " does not exist" + hint.get(), 0, null);
        }
        throw new AmbiguousException(
                asked + " may be any of "
                        + found.stream().map(JobFolder::version).sorted().toList() + "; give more of its version",
                0,
                null);
    }

    private Path jobs(String project) {
        Path folder = PROJECT.matcher(project).matches() ? root.folder().resolve(project) : null;
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NotFoundException(
                    "project '" + project + "' is not in " + root.folder() + "; there are " + projects(), 0, null);
        }
        return folder.resolve("job");
    }

    private List<String> projects() {
        return folders(root.folder()).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static List<JobFolder> beginningWith(String start, String project, Path jobs) {
        List<JobFolder> found = new ArrayList<>();
        for (Path group : folders(jobs)) {
            String two = group.getFileName().toString();
            if (two.length() == PREFIX && (start.startsWith(two) || two.startsWith(start))) {
                for (Path job : folders(group)) {
                    String version = job.getFileName().toString();
                    if (version.startsWith(two) && version.startsWith(start)) {
                        found.add(new JobFolder(project, version, job));
                    }
                }
            }
        }
        return found;
    }

    /** The folders in a folder, hidden ones left out; none where it does not exist. */
    private static List<Path> folders(Path parent) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    found.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new StarwhaleException("cannot list " + parent + ": " + e, e);
        }
        found.sort(null);
        return found;
    }
}
