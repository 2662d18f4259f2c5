// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import ai.starwhale.client.AmbiguousException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.JobRef;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folders of jobs, {@code <root>/<project>/job/<vv>/<version>}. What a user gives is compared with the names that
 * are there and never becomes part of a path: it is the literal beginning of a version, not a pattern, and means jobs only.
 */
public final class JobFolders {
    private static final String DEFAULT_PROJECT = "self";

    private final Confined root;
    private final String currentProject;

    public JobFolders(Confined root, @Nullable String currentProject) {
        this.root = root;
        this.currentProject = currentProject == null ? DEFAULT_PROJECT : currentProject;
    }

    /** The name of a project; the current one where none is named. */
    public String project(@Nullable String named) {
        return named == null ? currentProject : named;
    }

    /** All jobs of a project that were not removed. */
    public List<JobFolder> all(String project) {
        return beginningWith("", project, jobs(project));
    }

    /**
     * The one job that is meant.
     *
     * @throws NotFoundException if there is none
     * @throws AmbiguousException if there are several
     */
    public JobFolder find(JobRef job) {
        String project = project(job.project());
        Path jobs = jobs(project);
        return only(job, beginningWith(wanted(job), project, jobs), () -> {
            boolean removed = !beginningWith(job.job(), project, jobs.resolve(JobFolder.REMOVED))
                    .isEmpty();
            return removed ? "; it was removed, and can be recovered" : "";
        });
    }

    /** The one removed job that is meant. */
    public JobFolder findRemoved(JobRef job) {
        String project = project(job.project());
        Path removed = jobs(project).resolve(JobFolder.REMOVED);
        return only(job, beginningWith(wanted(job), project, removed), () -> " among those that were removed");
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
        if (!JobFolder.isName(project) || !Files.isDirectory(root.folder().resolve(project))) {
            throw new NotFoundException(
                    "project '" + project + "' is not in " + root.folder() + "; there are " + projects(), 0, null);
        }
        return JobFolder.jobs(root, project);
    }

    private List<String> projects() {
        return folders(root.folder()).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private List<JobFolder> beginningWith(String start, String project, Path jobs) {
        List<JobFolder> found = new ArrayList<>();
        for (Path group : folders(jobs)) {
            String two = group.getFileName().toString();
            if (two.length() == JobFolder.PREFIX && (start.startsWith(two) || two.startsWith(start))) {
                for (Path job : folders(group)) {
                    String version = job.getFileName().toString();
                    if (JobFolder.isName(version) && version.startsWith(two) && version.startsWith(start)) {
                        found.add(new JobFolder(root, project, version));
                    }
                }
            }
        }
        return found;
    }

    /** The folders in a folder, hidden ones left out; none where it does not exist. */
    static List<Path> folders(Path parent) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    found.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            throw new StarwhaleException("cannot list " + parent + ": " + e, e);
        }
        found.sort(null);
        return found;
    }
}
