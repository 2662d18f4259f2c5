// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.Column;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.Task;
import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.uri.ProjectUri;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Starwhale Server, or the Cloud, which is one. */
public final class ServerInstance implements Instance {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{32}");
    /** As many tasks as the Python SDK asks for at once. */
    private static final int ALL_TASKS = 100_000;

    private final Transport transport;
    private final Documents documents;
    private final Projects projects;
    private final JobCreation creation;
    private final Datastore datastore;
    private final ExecutorService readAhead;
    /** The uuids of jobs that were asked for by number: a job keeps it for ever, and tables are named by it. */
    private final Map<String, String> uuids = new ConcurrentHashMap<>();

    /**
     * Asks nothing yet.
     *
     * @param currentProject the project that is meant when none is named, or null
     * @param isThisInstance whether an alias or an address means this Server
     */
    public ServerInstance(Transport transport, @Nullable String currentProject, Predicate<String> isThisInstance) {
        this.transport = transport;
        this.documents = new Documents(transport);
        this.projects = new Projects(documents, transport.base(), currentProject);
        this.creation = new JobCreation(documents, new Bundles(documents, isThisInstance));
        this.readAhead = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "starwhale-read-ahead");
            thread.setDaemon(true);
            return thread;
        });
        this.datastore = new Datastore(transport, documents, readAhead);
    }

    @Override
    public String address() {
        return transport.base();
    }

    @Override
    public String address(JobRef job) {
        return jobs(projects.named(job.project())).address(job.job());
    }

    @Override
    public JobInfo info(JobRef job) {
        String project = projects.named(job.project());
        JsonNode found = documents.get("get job " + job.job() + " of project " + project, path(job));
        JobInfo info = jobs(project).job(found);
        if (!UUID.matcher(info.uuid()).matches()) {
            throw new ProtocolException("job " + job.job() + " on " + address() + " has no uuid", 200, null);
        }
        return info;
    }

    @Override
    public Page<JobInfo> list(@Nullable String project, PageRequest page) {
        String named = projects.named(project);
        String path =
                "/project/" + Documents.segment(named) + "/job?pageNum=" + page.index() + "&pageSize=" + page.size();
        JsonNode found = documents.get("list the jobs of project " + named, path);
        return new Page<>(
                JobDocument.each(found.path("list"), jobs(named)::job),
                page.index(),
                page.size(),
                found.path("pages").asInt(),
                found.path("total").asLong());
    }

    @Override
    public JobRef create(JobRequest request) {
        String project = projects.named(ProjectUri.parse(request.project()).project());
        return new JobRef(project, creation.create(request, project));
    }

    @Override
    public Map<String, Object> summary(JobRef job) {
        Map<String, Object> summary = datastore.summary(projectId(job), uuid(job));
        checkJob(job, summary.isEmpty());
        return summary;
    }

    @Override
    public List<String> tables(JobRef job) {
        List<String> tables = datastore.tables(projectId(job), uuid(job));
        checkJob(job, tables.isEmpty());
        return tables;
    }

    @Override
    public List<Column> columns(JobRef job, String table) {
        List<Column> columns = datastore.columns(projectId(job), uuid(job), table, purpose(job, table));
        if (columns.isEmpty()) {
            checkTable(job, table);
        }
        return columns;
    }

    @Override
    public RowStream rows(JobRef job, String table, Scan scan) {
        String purpose = purpose(job, table);
        return datastore.rows(
                purpose,
                () -> datastore.pages(projectId(job), uuid(job), table, purpose, scan, () -> checkTable(job, table)));
    }

    private static String purpose(JobRef job, String table) {
        return "table '" + table + "' of job " + job.job();
    }

    private void checkTable(JobRef job, String table) {
        datastore.checkTable(job.job(), table, tables(job));
    }

    /** The datastore knows no jobs: to one that does not exist it gives nothing, and no error. */
    private void checkJob(JobRef job, boolean foundNothing) {
        if (foundNothing) {
            info(job);
        }
    }

    @Override
    public List<Task> tasks(JobRef job) {
        String project = projects.named(job.project());
        JsonNode found = documents.get(
                "list the tasks of job " + job.job() + " of project " + project,
                path(job) + "/task?pageNum=1&pageSize=" + ALL_TASKS);
        return JobDocument.each(found.path("list"), jobs(project)::task);
    }

    private String projectId(JobRef job) {
        return projects.id(projects.named(job.project()));
    }

    private String uuid(JobRef job) {
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

    private String path(JobRef job) {
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

    private JobDocument jobs(String project) {
        return new JobDocument(address(), project);
    }

    @Override
    public void close() {
        readAhead.shutdown();
        transport.close();
    }
}
