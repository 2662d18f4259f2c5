// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The end of a job that somebody waits for, and the last that is known of the job until then. */
public final class Ending extends CompletableFuture<JobInfo> {
    private volatile @Nullable JobStatus lastStatus;

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
