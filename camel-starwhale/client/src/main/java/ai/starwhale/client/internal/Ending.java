// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The end of a job that somebody waits for, and the last that is known of the job until then. */
public final class Ending extends CompletableFuture<JobInfo> {
    private final Executor threads;
    private volatile @Nullable JobStatus lastStatus;

    /** An end that is told in these threads, with all that depends on it. */
    public Ending(Executor threads) {
        this.threads = threads;
    }

    /** The job has ended so. */
    public void tell(JobInfo info) {
        threads.execute(() -> complete(info));
    }

    /** The end of the job will not be seen. */
    public void tell(RuntimeException failure) {
        threads.execute(() -> completeExceptionally(failure));
    }

    /** The status that was seen last, or null when none was seen yet. */
    public @Nullable JobStatus lastStatus() {
        return lastStatus;
    }

    /** The job was seen with this status. */
    public void seen(JobStatus status) {
        lastStatus = status;
    }

    /** What depends on it does not wait for a free thread of the common pool. */
    @Override
    public Executor defaultExecutor() {
        return OwnThreads.JOB_ENDS;
    }

    /** What depends on it is a future and no end of a job. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
