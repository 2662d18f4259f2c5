// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.CheckedRequest;
import ai.starwhale.client.Column;
import ai.starwhale.client.JobChanges;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.Watch;
import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.JobActions;
import ai.starwhale.client.internal.JobRecords;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.artifact.Blobs;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.server.api.Documents;
import ai.starwhale.client.internal.server.api.Projects;
import ai.starwhale.client.internal.server.api.ServerJobs;
import ai.starwhale.client.internal.server.api.SummaryRows;
import ai.starwhale.client.internal.server.blobs.ServerBlobs;
import ai.starwhale.client.internal.server.create.Bundles;
import ai.starwhale.client.internal.server.create.JobCreation;
import ai.starwhale.client.internal.server.scan.Datastore;
import ai.starwhale.client.internal.server.watch.AllJobs;
import ai.starwhale.client.internal.server.watch.JobEnds;
import ai.starwhale.client.internal.server.watch.ProjectChanges;
import ai.starwhale.client.internal.uri.ProjectUri;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A Starwhale Server, or the Cloud, which is one. */
public final class ServerInstance implements Instance {
    /** About 400 KB of JSON. */
    private static final int JOBS_AT_ONCE = 100;

    private final Transport transport;
    private final Documents documents;
    private final Projects projects;
    private final JobEnds ends;
    private final JobCreation creation;
    private final Datastore datastore;
    private final ServerJobs jobs;
    private final ServerActions actions;
    private final ServerRecords records;
    private final Time time;
    private final ExecutorService background;

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
        this(transport, currentProject, isThisInstance, time, settle, pollInterval, ownThreads());
    }

    private ServerInstance(
            Transport transport,
            @Nullable String currentProject,
            Predicate<String> isThisInstance,
            Time time,
            Duration settle,
            Duration pollInterval,
            ExecutorService threads) {
        this(transport, currentProject, isThisInstance, time, settle, pollInterval, threads, threads);
    }

    /**
     * With threads of somebody else.
     *
     * @param background where things are done that nobody waits for; shut down at the end
     * @param readAhead where pages of rows are read
     */
    ServerInstance(
            Transport transport,
            @Nullable String currentProject,
            Predicate<String> isThisInstance,
            Time time,
            Duration settle,
            Duration pollInterval,
            ExecutorService background,
            Executor readAhead) {
        this.transport = transport;
        this.time = time;
        this.documents = new Documents(transport);
        this.projects = new Projects(documents, transport.base(), currentProject);
        this.jobs = new ServerJobs(documents, projects);
        this.ends = new JobEnds(jobs, project -> new SummaryRows(documents, projects, project), time, pollInterval);
        this.background = background;
        this.creation =
                new JobCreation(documents, projects, new Bundles(documents, isThisInstance), time, settle, background);
        this.actions = new ServerActions(documents, jobs);
        this.records = new ServerRecords(documents, jobs);
        Blobs blobs = new ServerBlobs(transport.base(), documents::query, transport.storage(), time);
        this.datastore = new Datastore(transport, documents, readAhead, blobs);
    }

    private static ExecutorService ownThreads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "starwhale-background");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String address() {
        return transport.base();
    }

    @Override
    public String address(JobRef job) {
        return jobs.address(job);
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
    public Ending ended(JobRef job, Executor threads) {
        return ends.of(new JobRef(jobs.knownProject(job), job.job()), threads);
    }

    @Override
    public JobChanges changes(@Nullable String project, Watch watch) {
        String named = projects.named(project);
        return new ProjectChanges(named, jobs, new SummaryRows(documents, projects, named), time, watch);
    }

    @Override
    public Iterator<JobInfo> all(@Nullable String project) {
        return new AllJobs(page -> list(project, page), JOBS_AT_ONCE);
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public CheckedRequest check(JobRequest request) {
        String project = projects.named(ProjectUri.parse(request.project()).project());
        return new CheckedRequest(address(), projects.id(project), creation.check(request, project));
    }

    @Override
    public JobRef create(JobRequest request) {
        String project = projects.named(ProjectUri.parse(request.project()).project());
        return new JobRef(project, creation.create(request, project));
    }

    @Override
    public JobRef start(JobRequest request) {
        return create(request);
    }

    @Override
    public Map<String, Object> summary(JobRef job) {
        Map<String, Object> summary = datastore.summary(jobs.projectId(job), jobs.uuid(job));
        checkJob(job, summary.isEmpty());
        return summary;
    }

    @Override
    public List<String> tables(JobRef job) {
        List<String> tables = datastore.tables(jobs.projectId(job), jobs.uuid(job));
        checkJob(job, tables.isEmpty());
        return tables;
    }

    @Override
    public List<Column> columns(JobRef job, String table) {
        List<Column> columns = datastore.columns(jobs.projectId(job), jobs.uuid(job), table, purpose(job, table));
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
                objects -> datastore.pages(
                        jobs.projectId(job),
                        jobs.uuid(job),
                        table,
                        purpose,
                        scan,
                        objects,
                        () -> checkTable(job, table)));
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
    public JobActions actions() {
        return actions;
    }

    @Override
    public JobRecords records() {
        return records;
    }

    @Override
    public void close() {
        creation.close();
        ends.close();
        background.shutdown();
        transport.close();
    }
}
