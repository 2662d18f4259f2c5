// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.JobRef;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The jobs of a Server, one by one and as a list. */
final class Jobs {
    static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{32}");

    private final Documents documents;
    private final Projects projects;

    Jobs(Documents documents, Projects projects) {
        this.documents = documents;
        this.projects = projects;
    }

    JobInfo info(JobRef job) {
        String project = projects.named(job.project());
        JsonNode found = documents.get("get job " + job.job() + " of project " + project, path(job));
        JobInfo info = of(project).job(found);
        if (!UUID.matcher(info.uuid()).matches()) {
            throw new ProtocolException("job " + job.job() + " on " + documents.base() + " has no uuid", 200, null);
        }
        return info;
    }

    Page<JobInfo> list(@Nullable String project, PageRequest page) {
        String named = projects.named(project);
        String path =
                "/project/" + Documents.segment(named) + "/job?pageNum=" + page.index() + "&pageSize=" + page.size();
        JsonNode found = documents.get("list the jobs of project " + named, path);
        return new Page<>(
                JobDocument.each(found.path("list"), of(named)::job),
                page.index(),
                page.size(),
                found.path("pages").asInt(),
                found.path("total").asLong());
    }

    String path(JobRef job) {
        if (!NUMBER.matcher(job.job()).matches() && !UUID.matcher(job.job()).matches()) {
            throw new InvalidRequestException(
                    "'" + job.job()
                            + "' is not a job of a Server: a number such as 3 or a uuid of 32 hexadecimal digits"
                            + " is expected",
                    0,
                    null);
        }
        return "/project/" + Documents.segment(projects.named(job.project())) + "/job/" + job.job();
    }

    /** The documents about jobs of this project. */
    JobDocument of(String project) {
        return new JobDocument(documents.base(), project);
    }
}
