// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobEvent;
import ai.starwhale.client.LogFile;
import ai.starwhale.client.Task;
import ai.starwhale.client.internal.JobRecords;
import ai.starwhale.client.internal.JobRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Standalone instance does not write down. */
final class StandaloneRecords implements JobRecords {

    @Override
    public List<Task> tasks(JobRef job) {
        throw nothing("tasks");
    }

    @Override
    public List<JobEvent> events(JobRef job) {
        throw nothing("events");
    }

    @Override
    public void addEvent(JobRef job, String type, String message, @Nullable String data) {
        throw nothing("events");
    }

    @Override
    public List<LogFile> logs(JobRef job, String taskId) {
        throw nothing("logs");
    }

    @Override
    public String dag(JobRef job) {
        throw nothing("graph");
    }

    private static InvalidRequestException nothing(String what) {
        return new InvalidRequestException(
                "a Standalone instance keeps no " + what + " of its jobs; it has their status, summary and tables",
                0,
                null);
    }
}
