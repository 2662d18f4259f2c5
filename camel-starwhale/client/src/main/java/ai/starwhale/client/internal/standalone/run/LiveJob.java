// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.JobStatus;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a job that is asked for here or that a process runs.
 *
 * @param status CREATED, RUNNING or CANCELLING; FAIL for one that was killed, UNKNOWN for one that could not be run
 * @param isElsewhere whether it is run by a process that was started elsewhere, which is not ours to end
 * @param asked what was asked for here; nothing where nobody did
 */
public record LiveJob(JobStatus status, boolean isElsewhere, Optional<RunningJob> asked) {
    private static final List<JobStatus> LIVE = List.of(JobStatus.CREATED, JobStatus.RUNNING, JobStatus.CANCELLING);

    /** Whether its end is still to come, whatever is written down already. */
    public boolean isLive() {
        return LIVE.contains(status);
    }
}
