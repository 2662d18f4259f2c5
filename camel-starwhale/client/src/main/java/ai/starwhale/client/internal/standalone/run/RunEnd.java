// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.JobFailedException;
import ai.starwhale.client.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a run has ended.
 *
 * @param status SUCCESS, FAIL or CANCELED
 * @param reason why, in a few words
 * @param isAdopted whether the job had been run by an earlier or another caller with the same version, so that nothing was
 *     started
 * @param isKept whether the job's folder says how it ended; if not, the same version is run again when it is asked for
 * @param lastLines the last lines of the output; empty for a job that had ended before
 */
public record RunEnd(JobStatus status, String reason, boolean isAdopted, boolean isKept, List<String> lastLines) {

    public RunEnd {
        lastLines = List.copyOf(lastLines);
    }

    /** The error that tells of this end; {@code log} is where its output is. */
    public JobFailedException asException(String job, Path log) {
        String where = Files.exists(log) ? "; all that it printed is in " + log : "";
        return new JobFailedException(job + ": " + status + ", " + reason + where, lastLines);
    }
}
