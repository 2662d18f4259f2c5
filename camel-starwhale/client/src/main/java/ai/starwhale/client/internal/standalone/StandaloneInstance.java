// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.CheckedRequest;
import ai.starwhale.client.Column;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.JobActions;
import ai.starwhale.client.internal.JobRecords;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.datastore.Datastore;
import ai.starwhale.client.internal.standalone.datastore.Table;
import ai.starwhale.client.internal.standalone.files.Confined;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import ai.starwhale.client.internal.standalone.files.JobFolders;
import ai.starwhale.client.internal.standalone.files.JobTimes;
import ai.starwhale.client.internal.standalone.files.ObjectStore;
import ai.starwhale.client.internal.standalone.run.LiveJob;
import ai.starwhale.client.internal.standalone.run.LiveJobs;
import ai.starwhale.client.internal.standalone.run.RunningJob;
import ai.starwhale.client.internal.standalone.run.Runs;
import ai.starwhale.client.internal.uri.ProjectUri;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Standalone instance: the files that swcli and the Python SDK keep below one folder of this machine. Reading them needs
 * neither of the two, and writes nothing; removing and recovering a job moves its folder. Jobs are run by swcli.
 */
public final class StandaloneInstance implements Instance {
    /** No row that the SDK wrote was seen to come near; it keeps texts of more than a thousand characters elsewhere. */
    private static final int LONGEST_LINE = 64 << 20;

    private final Time time;
    private final Confined root;
    private final JobFolders folders;
    private final JobInfos infos;
    private final Runs runs;
    private final JobCreation creation;
    private final StandaloneJobs jobs;
    private final StandaloneActions actions;
    private final StandaloneRecords records;
    private final StandaloneEnds ends;
    private final ExecutorService readAhead;
    private final Datastore datastore;

    /**
     * Reads and starts nothing yet.
     *
     * @param root the folder that holds everything, swcli's {@code storage.root}
     * @param currentProject the project that is meant when none is named; null is {@code self}
     * @param runs has jobs run; closed with this
     * @param isStandalone whether an alias or an address means this instance
     * @param environment what swcli is given besides the environment of this process
     * @param pollInterval how often to look whether the jobs have ended whose end is waited for
     */
    public StandaloneInstance(
            Path root,
            @Nullable String currentProject,
            Runs runs,
            Predicate<String> isStandalone,
            Map<String, String> environment,
            Time time,
            Duration pollInterval) {
        this(
                new Confined(root),
                currentProject,
                runs,
                () -> runs.now(new Confined(root)),
                isStandalone,
                environment,
                time,
                pollInterval);
    }

    /** With what is known of the jobs that run. */
    StandaloneInstance(
            Confined root,
            @Nullable String currentProject,
            Runs runs,
            LiveJobs liveJobs,
            Predicate<String> isStandalone,
            Map<String, String> environment,
            Time time,
            Duration pollInterval) {
        this.root = root;
        this.time = time;
        this.runs = runs;
        this.folders = new JobFolders(root, currentProject);
        this.infos = new JobInfos(liveJobs, new JobTimes(ZoneId.systemDefault()));
        this.jobs = new StandaloneJobs(folders, infos);
        this.actions = new StandaloneActions(folders, infos);
        this.records = new StandaloneRecords(folders, infos);
        this.ends = new StandaloneEnds(this::info, this::failure, time, pollInterval);
        this.creation = new JobCreation(root, runs, isStandalone, environment, ends::wakeUp);
        this.readAhead = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "starwhale-read-ahead");
            thread.setDaemon(true);
            return thread;
        });
        this.datastore = new Datastore(root, time, new ObjectStore(root), LONGEST_LINE, readAhead);
    }

    @Override
    public String address() {
        return JobInfos.ADDRESS;
    }

    @Override
    public String address(JobRef job) {
        return JobInfos.address(folders.project(job.project()), job.job());
    }

    @Override
    public JobInfo info(JobRef job) {
        return infos.read(folders.find(job));
    }

    @Override
    public Page<JobInfo> list(@Nullable String project, PageRequest page) {
        return jobs.page(folders.project(project), page);
    }

    @Override
    public Iterator<JobInfo> all(@Nullable String project) {
        return jobs.all(folders.project(project)).iterator();
    }

    @Override
    public Ending ended(JobRef job, Executor threads) {
        return ends.of(job, threads);
    }

    /** Why a job could not be run that was asked for here. */
    private Optional<StarwhaleException> failure(JobInfo job) {
        return infos.live()
                .apply(new JobFolder(root, job.project(), job.id()))
                .flatMap(LiveJob::asked)
                .flatMap(RunningJob::failure);
    }

    @Override
    public JobRef start(JobRequest request) {
        return ref(creation.start(request, project(request)));
    }

    /** The reference says that a job of a Standalone instance is made when it has ended. */
    @Override
    public JobRef create(JobRequest request) {
        return ref(creation.create(request, project(request)));
    }

    private String project(JobRequest request) {
        return folders.project(ProjectUri.parse(request.project()).project());
    }

    private static JobRef ref(JobFolder job) {
        return new JobRef(job.project(), job.version());
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public CheckedRequest check(JobRequest request) {
        return creation.check(request, project(request));
    }

    @Override
    public Map<String, Object> summary(JobRef job) {
        JobFolder found = folders.find(job);
        return datastore.summary(found.project(), found.version());
    }

    @Override
    public List<String> tables(JobRef job) {
        JobFolder found = folders.find(job);
        return datastore.tables(found.project(), found.version());
    }

    @Override
    public List<Column> columns(JobRef job, String table) {
        return datastore.columns(table(job, table));
    }

    @Override
    public RowStream rows(JobRef job, String table, Scan scan) {
        return datastore.rows(() -> table(job, table), scan, purpose(job.job(), table));
    }

    /** The SDK gives no rows of a table that does not exist, which would hide a misspelt name for ever. */
    private Table table(JobRef job, String name) {
        JobFolder found = folders.find(job);
        Table table = datastore.table(found.project(), found.version(), name, purpose(found.version(), name));
        if (table == null) {
            throw new NotFoundException(
                    "job " + found.version() + " has no table '" + name + "'; it has "
                            + datastore.tables(found.project(), found.version()),
                    0,
                    null);
        }
        return table;
    }

    private static String purpose(String job, String table) {
        return "table '" + table + "' of job " + job;
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
        runs.close();
        ends.close();
        readAhead.shutdown();
    }
}
