// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobEvent;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.LogFile;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.Task;
import ai.starwhale.client.internal.JobRecords;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import ai.starwhale.client.internal.standalone.files.JobFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is written down of how jobs went: one process runs a job, which stands here for its only task, and has a log. */
final class StandaloneRecords implements JobRecords {
    private static final String TASK = "1";

    private final JobFolders folders;
    private final JobInfos infos;

    StandaloneRecords(JobFolders folders, JobInfos infos) {
        this.folders = folders;
        this.infos = infos;
    }

    @Override
    public List<Task> tasks(JobRef job) {
        JobInfo info = infos.read(folders.find(job));
        return List.of(new Task(
                TASK,
                info.uuid(),
                info.runHandler(),
                info.status().name(),
                0,
                null,
                info.createdTime(),
                info.stopTime(),
                null,
                List.of(),
                List.of()));
    }

    @Override
    public List<LogFile> logs(JobRef job, String taskId) {
        JobFolder found = folders.find(job);
        if (!taskId.equals(TASK)) {
            throw new NotFoundException(
                    "job " + found.version() + " has no task '" + taskId + "'; its only one is '" + TASK + "'",
                    0,
                    null);
        }
        // A job that swcli was told to run from elsewhere has none.
        return Files.exists(found.log())
                ? List.of(new LogFile(found.log().getFileName().toString(), () -> open(found)))
                : List.of();
    }

    private static InputStream open(JobFolder job) {
        try {
            return Files.newInputStream(job.root().real(job.log()));
        } catch (IOException e) {
            throw new StarwhaleException("cannot read " + job.log() + ": " + e, e);
        }
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
    public String dag(JobRef job) {
        throw nothing("graph");
    }

    private static InvalidRequestException nothing(String what) {
        return new InvalidRequestException(
                "a Standalone instance keeps no " + what + " of its jobs; it has their status, log, summary and tables",
                0,
                null);
    }
}
