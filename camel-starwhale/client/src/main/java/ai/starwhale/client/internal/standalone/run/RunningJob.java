// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.JobStatus;
import ai.starwhale.client.StarwhaleException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that was asked for: it waits for its turn, runs, and ends. */
public final class RunningJob {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

    /** What somebody wants of a run. */
    enum Wish {
        RUN,
        CANCEL,
        CLOSE
    }

    private final ModelRun run;
    private final Instant created;
    private final RunOutput output = new RunOutput();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<RunEnd> end = new CompletableFuture<>();
    private volatile Wish wish = Wish.RUN;
    private volatile boolean running;

    RunningJob(ModelRun run) {
        this.run = run;
        this.created = Instant.now();
    }

    public ModelRun run() {
        return run;
    }

    /** When it was asked for. */
    public Instant created() {
        return created;
    }

    /** The file with all of the output; it is there once the job runs. */
    public Path log() {
        return run.folder().log();
    }

    /** CREATED while others run on this root, RUNNING, CANCELLING, and then how it ended. */
    public JobStatus status() {
        if (end.isDone()) {
            return end.isCompletedExceptionally()
                    ? JobStatus.UNKNOWN
                    : end.join().status();
        }
        return wish != Wish.RUN ? JobStatus.CANCELLING : running ? JobStatus.RUNNING : JobStatus.CREATED;
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Whether it has ended, and its folder says how. */
    boolean isWrittenDown() {
        return end.isDone() && !end.isCompletedExceptionally() && end.join().isKept();
    }

    /** Why it could not be run; nothing where it could, or waits or runs. */
    public Optional<StarwhaleException> failure() {
        return end.isCompletedExceptionally()
                ? end.handle((none, failure) -> failure instanceof StarwhaleException known
                                ? known
                                : new StarwhaleException("cannot run " + run + ": " + failure, failure))
                        .thenApply(Optional::of)
                        .join()
                : Optional.empty();
    }

    /**
     * Completes when the job has ended, in whatever way; exceptionally when it could not be run, or when {@link Runs} was
     * closed. Whoever cancels the future does not cancel the job. What depends on it is done in the thread that runs jobs,
     * so be quick.
     */
    public CompletableFuture<RunEnd> ended() {
        return end.copy();
    }

    /** Tells each line of the output from now on, without colours; in the thread that reads it, so be quick. */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** The last lines of the output so far. */
    public List<String> lastLines() {
        return output.lastLines();
    }

    /**
     * Ends the job and all processes that it started. It is asked first, so that it can write its rows, and killed when it
     * does not listen. The job is then CANCELED. Does not wait for it: see {@link #ended}. A job that another process
     * runs is not touched; this one then ends as that one does.
     */
    public void cancel() {
        if (wishes(Wish.CANCEL)) {
            return;
        }
        try {
            if (!Runs.isLive(run.folder())) {
                ends(RunTask.cancelled(this));
            }
        } catch (IOException e) {
            fails(new StarwhaleException("cannot write down that " + run + " was cancelled: " + e, e));
        }
    }

    void close() {
        if (!wishes(Wish.CLOSE)) {
            fails(RunTask.closed(run));
        }
    }

    /** Gives whether it is under way, so that who runs it cares for the rest. */
    private synchronized boolean wishes(Wish wanted) {
        if (wish.compareTo(wanted) >= 0) {
            return true;
        }
        wish = wanted;
        return running;
    }

    /** From now on who runs it cares for what is wished. Not when it is not to be run any more. */
    synchronized boolean begins() {
        running = wish == Wish.RUN;
        return running;
    }

    Wish wish() {
        return wish;
    }

    RunOutput output() {
        return output;
    }

    void printed(String line) {
        String plain = output.add(line);
        List<Consumer<String>> failed = new ArrayList<>();
        for (Consumer<String> listener : listeners) {
            try {
                listener.accept(plain);
            } catch (RuntimeException e) {
                failed.add(listener);
                LOG.warn("a listener to the output of {} failed, and is told no more", run, e);
            }
        }
        listeners.removeAll(failed);
    }

    void ends(RunEnd how) {
        end.complete(how);
    }

    void fails(RuntimeException reason) {
        end.completeExceptionally(reason);
    }
}
