// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.Task;
import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.uri.ProjectUri;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A Starwhale Server, or the Cloud, which is one. */
public final class ServerInstance implements Instance {
    /** As many tasks as the Python SDK asks for at once. */
    private static final int ALL_TASKS = 100_000;

    private final Transport transport;
    private final Documents documents;
    private final Projects projects;
    private final Jobs jobs;
    private final JobEnds ends;
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
     * @param settle how long a request may still be on its way after its connection was lost
     * @param pollInterval how often to look whether the jobs have ended whose end is waited for
     */
    public ServerInstance(
            Transport transport,
            @Nullable String currentProject,
            Predicate<String> isThisInstance,
            Time time,
            Duration settle,
            Duration pollInterval) {
        this.transport = transport;
        this.documents = new Documents(transport);
        this.projects = new Projects(documents, transport.base(), currentProject);
        this.jobs = new Jobs(documents, projects);
        this.ends = new JobEnds(jobs, project -> new SummaryRows(documents, projects, project), time, pollInterval);
        this.creation = new JobCreation(documents, projects, new Bundles(documents, isThisInstance), time, settle);
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
        return jobs.of(projects.named(job.project())).address(job.job());
    }

    @Override
    public JobInfo info(JobRef job) {
        return jobs.info(job);
    }

    @Override
    public Page<JobInfo> list(@Nullable String project, PageRequest page) {
        return jobs.list(project, page);
    }

    @Override
    public Ending ended(JobRef job) {
        return ends.of(new JobRef(projects.named(job.project()), job.job()));
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
    public RowStream rows(JobRef job, String table, Scan scan) {
        String purpose = "table '" + table + "' of job " + job.job();
        Runnable whenEmpty = () -> datastore.checkTable(job.job(), table, tables(job));
        return datastore.rows(
                purpose, () -> datastore.pages(projectId(job), uuid(job), table, purpose, scan, whenEmpty));
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
                jobs.path(job) + "/task?pageNum=1&pageSize=" + ALL_TASKS);
        return JobDocument.each(found.path("list"), jobs.of(project)::task);
    }

    private String projectId(JobRef job) {
        return projects.id(projects.named(job.project()));
    }

    private String uuid(JobRef job) {
        if (Jobs.UUID.matcher(job.job()).matches()) {
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

    @Override
    public void close() {
        ends.close();
        readAhead.shutdown();
        transport.close();
    }
}
