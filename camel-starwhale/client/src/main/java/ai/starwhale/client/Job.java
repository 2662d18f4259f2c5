// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.OwnThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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

    /**
     * The job's full address, for example {@code https://host/project/demo/job/3}; asks nothing. Of a job whose project has
     * to be looked for it is {@code https://host/job/3} until something was asked of the job.
     */
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
        // Nothing depends on it, and threads that others block must not hold it up.
        Ending ending = limited(timeout, Runnable::run);
        try {
            return ending.get();
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
     * each project every {@linkplain Starwhale.Builder#pollInterval poll interval}. What depends on the future may take
     * long and does not hold up others who wait: it runs in threads of the client, of which there are 64 at most. There it
     * may make jobs and {@link #await} others; not wait for what such a future gives ({@code job.ended().join()}), which
     * comes through one of these threads too.
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
     * As {@link #ended()}, with a limit.
     *
     * @param timeout how long to wait at most; when that is over the future fails with an {@link AwaitTimeoutException},
     *     and the job goes on
     */
    public CompletableFuture<JobInfo> ended(Duration timeout) {
        // What depends on it may take long, and others share the timer's thread.
        return limited(timeout, OwnThreads.JOB_ENDS);
    }

    /** The end of the job, or of the time, told in {@code threads}. */
    private Ending limited(Duration timeout, Executor threads) {
        Ending ending = instance.ended(ref, threads);
        Runnable callOff = instance.time().after(timeout, () -> {
            var e = AwaitTimeoutException.of(uri(), timeout, ending.lastStatus());
            threads.execute(() -> ending.completeExceptionally(e));
        });
        var unused = ending.whenComplete((info, failure) -> callOff.run());
        return ending;
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

    /**
     * The columns of a table, the key column first and the rest by name, with what is stored in them in the whole table:
     * for whoever has to make a target for its rows. One request, whatever the size of the table; on a Standalone
     * instance, which does not note them, all of the table is read.
     */
    public List<Column> columns(String table) {
        return instance.columns(ref, table);
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

    /**
     * The job's tasks, the newest first, with their runs and the reasons of those that failed. On a Standalone instance one
     * task stands for the process that runs the job.
     */
    public List<Task> tasks() {
        return instance.records().tasks(ref);
    }

    /** What happened to the job, the oldest first: it was paused, resumed or cancelled, and what clients added. */
    public List<JobEvent> events() {
        return instance.records().events(ref);
    }

    /**
     * Writes down that something happened to the job, now, with the source CLIENT. Sent once.
     *
     * @param type INFO, WARNING or ERROR
     * @param message what happened
     * @param data more about it, which has to be JSON text; null is none
     * @throws InvalidRequestException if {@code data} is not JSON, before anything is sent
     * @throws UnavailableException if the answer was lost: the event may have been written down
     */
    public void addEvent(String type, String message, @Nullable String data) {
        instance.records().addEvent(ref, type, message, data);
    }

    /**
     * The logs of one of the job's tasks, one for each run of it that has ended; none while it runs. A Server looks at the
     * number of the task only, and not whether it is one of this job. On a Standalone instance it is all that a job printed
     * that was made from Java, also while it runs.
     *
     * @param taskId the number of the task, see {@link Task#id()}
     * @throws NotFoundException if there is no such task
     */
    public List<LogFile> logs(String taskId) {
        return instance.records().logs(ref, taskId);
    }

    /**
     * The graph of the job, its steps and its tasks, as JSON text, as the Server has it: {@code groupingNodes} (Task, Step
     * and Job, each a list of nodes with an id) and {@code edges} (from, to).
     */
    public String dag() {
        return instance.records().dag(ref);
    }

    /**
     * Cancels the job. It is CANCELLING when this returns, for some seconds, and then CANCELED; a CANCELED job can be
     * resumed. Sent once, and never repeated by itself, as all that changes a job. swcli: {@code job cancel}.
     *
     * <p>On a Standalone instance the client that started the job cancels it: it is asked to stop, so that its rows are
     * kept, and ended with all its processes after 10 seconds.
     *
     * @throws ConflictException if the job is not RUNNING or PAUSED; on a Standalone instance also if this client did not
     *     start it
     * @throws UnavailableException if the answer was lost: the job may be cancelled
     */
    public void cancel() {
        instance.actions().cancel(ref);
    }

    /**
     * Asks for a pause. Do not rely on it: a Server says that it paused the job, marks its tasks as PAUSED, and lets what
     * runs go on; the job stays RUNNING. swcli: {@code job pause}.
     *
     * @throws ConflictException if the job has ended
     * @throws UnavailableException if the answer was lost: the job may be paused
     */
    public void pause() {
        instance.actions().pause(ref);
    }

    /**
     * Lets a job go on that is PAUSED, FAIL or CANCELED; it is RUNNING again, and its {@link JobInfo#duration()} is that
     * of its former end until it ends anew. swcli: {@code job resume}.
     *
     * @throws ConflictException if the job has another status
     * @throws UnavailableException if the answer was lost: the job may have been resumed
     */
    public void resume() {
        instance.actions().resume(ref);
    }

    /**
     * Moves the job to the trash, out of the list; one that runs goes on. Afterwards a Server finds it by its number as
     * before, but not by its uuid any more. swcli: {@code job remove}.
     *
     * @throws UnavailableException if the answer was lost: the job may have been removed
     */
    public void remove() {
        instance.actions().remove(ref);
    }

    /**
     * Takes the job out of the trash again. swcli: {@code job recover}.
     *
     * @throws NotFoundException if it is not in the trash
     * @throws UnavailableException if the answer was lost: the job may have been recovered
     */
    public void recover() {
        instance.actions().recover(ref);
    }

    /** Sets what people read about the job, in place of what they read before. Sent once. */
    public void comment(String text) {
        instance.actions().comment(ref, text);
    }

    /** Puts the job at the top of the project's list, or back to its place in it. Sent once. */
    public void pin(boolean pinned) {
        instance.actions().pin(ref, pinned);
    }

    /** The address. */
    @Override
    public String toString() {
        return uri();
    }
}
