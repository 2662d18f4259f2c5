// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that all clients of this process share, and that nothing else uses: the common pool may have one thread only,
 * and that one may wait in somebody else's task while a call of ours is to be cut off. They are there only while there is
 * something to do.
 */
public final class OwnThreads {
    private static final int JOB_ENDS_AT_ONCE = 64;
    private static final int IDLE_SECONDS = 1;

    /** For what is due at a time. It is quick, and waits for nothing else. */
    public static final Executor TIMER = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("starwhale-timer"));

    /** For what depends on the end of a job. It is somebody's code, which may take long, so there may be many; not any number, as
     * thousands of jobs can end at once. */
    public static final Executor JOB_ENDS = jobEnds();

    private OwnThreads() {}

    private static Executor jobEnds() {
        var pool = new ThreadPoolExecutor(
                JOB_ENDS_AT_ONCE,
                JOB_ENDS_AT_ONCE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named("starwhale-job-ends"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
