// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job as it was seen, where it has gone on before all else could be asked of it. */
final class SeenJob {
    private SeenJob() {}

    /** What is known of the job now, with the status that was seen, and when the job came to it. */
    static JobInfo of(JobInfo now, JobStatus status, @Nullable Instant time) {
        if (status.equals(now.status())) {
            return now;
        }
        return new JobInfo(
                now.uri(),
                now.instance(),
                now.project(),
                now.id(),
                now.uuid(),
                now.runHandler(),
                now.type(),
                status,
                now.model(),
                now.runtime(),
                now.builtInRuntime(),
                now.datasets(),
                now.owner(),
                now.ownerId(),
                now.resourcePool(),
                now.createdTime(),
                status.isFinal() ? time : null,
                now.duration(),
                now.comment(),
                now.pinnedTime(),
                List.of(),
                now.stepSpec());
    }
}
