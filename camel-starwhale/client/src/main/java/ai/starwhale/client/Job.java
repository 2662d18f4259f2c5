// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.JobRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A job of an instance. Every method asks the instance anew; a job that does not exist shows at the first one. All throw
 * {@link StarwhaleException} as its subclasses say. Safe for use by many threads.
 */
public final class Job {
    private final Instance instance;
    private final JobRef ref;

    Job(Instance instance, JobRef ref) {
        this.instance = instance;
        this.ref = ref;
    }

    /** The job's full address, for example {@code https://host/project/demo/job/3}; asks nothing. */
    public String uri() {
        return instance.address(ref);
    }

    /** What the instance knows of the job now. */
    public JobInfo info() {
        return instance.info(ref);
    }

    /** The job's status now. Python: {@code job.status}. */
    public JobStatus status() {
        return info().status();
    }

    /**
     * Waits until the job has ended and gives it as it ended: SUCCESS, FAIL or CANCELED; failing is no exception. Like
     * {@link #ended}, with a limit.
     *
     * @param timeout how long to wait at most; when that is over the job goes on
     * @throws AwaitTimeoutException if the job has not ended by then; it tells the last status that was seen
     * @throws StarwhaleException as of {@link #ended}, or if the thread is interrupted, which it then still is
     */
    public JobInfo await(Duration timeout) {
        Ending ending = instance.ended(ref);
        try {
            return ending.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw AwaitTimeoutException.of(uri(), timeout, ending.lastStatus());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StarwhaleException("interrupted while waiting for the end of " + uri() + "; the job goes on", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new StarwhaleException(uri(), e.getCause());
        } finally {
            ending.cancel(false);
        }
    }

    /**
     * Completes when the job has ended, with the job as it ended: SUCCESS, FAIL or CANCELED, whatever was seen first, even
     * if it is resumed after that. Any number of jobs is waited for by one thread and, on a Server, one small request for
     * each project every {@linkplain Starwhale.Builder#pollInterval poll interval}. What depends on the future runs where
     * the asynchronous methods of {@link CompletableFuture} run things, and does not hold up others who wait.
     *
     * <p>Cancelling the future, or completing it by {@link CompletableFuture#orTimeout}, ends the wait and nothing else.
     * A Server that cannot be reached, or fails, is asked again at the next poll, for as long as somebody waits. The
     * future fails with a {@link NotFoundException}, {@link NotPermittedException} or {@link InvalidRequestException} if
     * the job cannot be asked for, with a {@link NotAuthenticatedException} if the login was refused three polls in a row,
     * and with another {@link StarwhaleException} when the client is closed.
     */
    public CompletableFuture<JobInfo> ended() {
        return instance.ended(ref);
    }

    /**
     * What the evaluation says about itself as a whole: its metrics, and what the instance keeps beside them in columns
     * named {@code sys/...}. Empty when there is nothing. Python: {@code job.summary}.
     */
    public Map<String, Object> summary() {
        return instance.summary(ref);
    }

    /** The names of the tables that the job wrote, sorted. Python: {@code job.tables}. */
    public List<String> tables() {
        return instance.tables(ref);
    }

    /** All rows of a table. Python: {@code job.get_table_rows(name)}. */
    public RowStream rows(String table) {
        return rows(table, Scan.all());
    }

    /**
     * Rows of a table. Python: {@code job.get_table_rows(name, start, end, keep_none, end_inclusive)}, which gives no rows
     * for a table that does not exist; here that is a {@link NotFoundException}.
     */
    public RowStream rows(String table, Scan scan) {
        return instance.rows(ref, table, scan);
    }

    /** The job's tasks, the newest first, with the reasons of those that failed. */
    public List<Task> tasks() {
        return instance.tasks(ref);
    }

    /** The address. */
    @Override
    public String toString() {
        return uri();
    }
}
