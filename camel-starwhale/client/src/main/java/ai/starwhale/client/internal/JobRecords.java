// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import ai.starwhale.client.JobEvent;
import ai.starwhale.client.LogFile;
import ai.starwhale.client.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an instance wrote down of how its jobs went. */
public interface JobRecords {

    /** The job's tasks with their runs, the newest first. */
    List<Task> tasks(JobRef job);

    /** What happened to the job, the oldest first. */
    List<JobEvent> events(JobRef job);

    /** Writes an event down; {@code data} is JSON text. */
    void addEvent(JobRef job, String type, String message, @Nullable String data);

    /** The logs of one of the job's tasks. */
    List<LogFile> logs(JobRef job, String taskId);

    /** The graph of the job's steps and tasks, as JSON text. */
    String dag(JobRef job);
}
