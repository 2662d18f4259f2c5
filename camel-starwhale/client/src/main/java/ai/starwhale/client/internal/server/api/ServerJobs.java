// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.api;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.internal.JobRef;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds jobs of a Server: their paths, their uuids, and what the Server says of them. */
public final class ServerJobs {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{32}");

    private final Documents documents;
    private final Projects projects;
    private final JobSearch search;
    /** The uuids of jobs that were asked for by number: a job keeps it for ever, and tables are named by it. */
    private final Map<String, String> uuids = new ConcurrentHashMap<>();

    public ServerJobs(Documents documents, Projects projects) {
        this.documents = documents;
        this.projects = projects;
        this.search = new JobSearch(documents, projects);
    }

    public JobInfo info(JobRef job) {
        String project = project(job);
        return document(project).job(documents.get("get " + named(job), path(job)));
    }

    public Page<JobInfo> list(@Nullable String project, PageRequest page) {
        String named = projects.named(project);
        String path = path(named) + "?pageNum=" + page.index() + "&pageSize=" + page.size();
        JsonNode found = documents.get("list the jobs of project " + named, path);
        return new Page<>(
                JobDocument.each(found.path("list"), document(named)::job),
                page.index(),
                page.size(),
                found.path("pages").asInt(),
                found.path("total").asLong());
    }

    /** The job as messages call it. */
    public String named(JobRef job) {
        return "job " + job.job() + " of project " + project(job);
    }

    /** The job's project: the one that is named, else the one that is selected, else the one that has the job. */
    public String project(JobRef job) {
        String known = knownProject(job);
        if (known != null) {
            return known;
        }
        check(job);
        return search.project(job.job());
    }

    /** The job's project, or null where it has to be looked for first; asks nothing. */
    public @Nullable String knownProject(JobRef job) {
        String selected = projects.selected(job.project());
        return selected == null ? search.known(job.job()) : selected;
    }

    /** The job's full address; without a project as long as that has to be looked for. Asks nothing. */
    public String address(JobRef job) {
        String project = knownProject(job);
        return project == null
                ? documents.base() + "/job/" + job.job()
                : document(project).address(job.job());
    }

    public String projectId(JobRef job) {
        return projects.id(project(job));
    }

    public String uuid(JobRef job) {
        if (UUID.matcher(job.job()).matches()) {
            return job.job().toLowerCase(Locale.ROOT);
        }
        String known = projectId(job) + "/" + job.job();
        // Not computeIfAbsent: a request must not hold a lock of the map.
        String uuid = uuids.get(known);
        if (uuid == null) {
            uuid = info(job).uuid();
            uuids.put(known, uuid);
        }
        return uuid;
    }

    /** The job's number. */
    public String number(JobRef job) {
        return isNumber(job.job()) ? job.job() : info(job).id();
    }

    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    public String path(JobRef job) {
        check(job);
        return path(project(job)) + "/" + job.job();
    }

    private static void check(JobRef job) {
        if (!isNumber(job.job()) && !UUID.matcher(job.job()).matches()) {
            throw new InvalidRequestException(
                    "'" + job.job()
                            + "' is not a job of a Server: a number such as 3 or a uuid of 32 hexadecimal digits"
                            + " is expected",
                    0,
                    null);
        }
    }

    /** Where the jobs of a project are. */
    public static String path(String project) {
        return "/project/" + Documents.segment(project) + "/job";
    }

    public String projectPath(JobRef job) {
        return "/project/" + Documents.segment(project(job));
    }

    private JobDocument document(String project) {
        return new JobDocument(documents.base(), project);
    }
}
