// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import ai.starwhale.client.CheckedRequest;
import ai.starwhale.client.Column;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobChanges;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.Scan;
import ai.starwhale.client.Watch;
import ai.starwhale.client.internal.http.Time;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One place where jobs run. Everything above is written once for all kinds of instances. All methods throw
 * {@link ai.starwhale.client.StarwhaleException} as its subclasses say.
 */
public interface Instance extends Closeable {

    /** The address that job addresses of this instance begin with. */
    String address();

    /** The full address of a job. */
    String address(JobRef job);

    /** What the instance knows of a job now. */
    JobInfo info(JobRef job);

    /** One page of a project's jobs, the newest first; a null project is the current one. */
    Page<JobInfo> list(@Nullable String project, PageRequest page);

    /** All of a project's jobs, as {@link ai.starwhale.client.Starwhale#allJobs} promises. */
    Iterator<JobInfo> all(@Nullable String project);

    /** The changes of a project's jobs, as {@link ai.starwhale.client.JobChanges} promises; asks nothing yet. */
    default JobChanges changes(@Nullable String project, Watch watch) {
        throw new InvalidRequestException(address() + " cannot be watched for changes of its jobs", 0, null);
    }

    /**
     * Completes when the job has ended; asks nothing in the caller's thread. Whoever waits no longer cancels it; the job
     * goes on.
     *
     * @param threads where the end is told. The thread that looks for the ends of all jobs may do that itself
     *     ({@code Runnable::run}) where nothing of a user depends on it; it does not have to wait for a free one then
     */
    Ending ended(JobRef job, Executor threads);

    /** The same for a user, who may do in its threads what takes long. */
    default Ending ended(JobRef job) {
        return ended(job, OwnThreads.JOB_ENDS);
    }

    /** The time that this instance's waits go by. */
    Time time();

    /** What would be sent to make a job, which is not made. */
    CheckedRequest check(JobRequest request);

    /** Makes a job; waits for its end where that is what the reference does. */
    JobRef create(JobRequest request);

    /** Makes a job and waits for nothing that it does. */
    JobRef start(JobRequest request);

    /** What the evaluation wrote about itself as a whole; empty when it wrote nothing. */
    Map<String, Object> summary(JobRef job);

    /** The names of the tables that the job wrote, sorted. */
    List<String> tables(JobRef job);

    /** The columns of one of these tables, the key column first and the rest by name. */
    List<Column> columns(JobRef job, String table);

    /** The rows of one of these tables. */
    RowStream rows(JobRef job, String table, Scan scan);

    /** What can be done to jobs. */
    JobActions actions();

    /** What was written down of how jobs went. */
    JobRecords records();

    @Override
    void close();
}
