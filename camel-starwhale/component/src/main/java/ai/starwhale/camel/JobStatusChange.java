// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job has another status than before.
 *
 * @param job the job as it was seen with the new status
 * @param from the status before; null where it is not known, as for a new job
 * @param to the new status
 * @param at when it was seen
 * @param eventId identifies this change: the same when it is delivered again, after a failure or a restart
 */
public record JobStatusChange(JobInfo job, @Nullable JobStatus from, JobStatus to, Instant at, String eventId) {

    /** Short, for logs. */
    @Override
    public String toString() {
        return job.uri() + ": " + (from == null ? "" : from + " -> ") + to;
    }
}
