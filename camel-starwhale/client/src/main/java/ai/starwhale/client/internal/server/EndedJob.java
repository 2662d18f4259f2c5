// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.JobInfo;
import java.time.Instant;
import java.util.List;

/** A job as it had ended, where it was resumed before all else could be asked of it. */
final class EndedJob {
    private EndedJob() {}

    /** What is known of the job now, with the end that was seen. */
    static JobInfo of(JobInfo now, JobChange end) {
        return new JobInfo(
                now.uri(),
                now.instance(),
                now.project(),
                now.id(),
                now.uuid(),
                now.runHandler(),
                now.type(),
                end.status(),
                now.model(),
                now.runtime(),
                now.builtInRuntime(),
                now.datasets(),
                now.owner(),
                now.ownerId(),
                now.resourcePool(),
                now.createdTime(),
                Instant.ofEpochMilli(end.modified()),
                now.duration(),
                now.comment(),
                now.pinnedTime(),
                List.of(),
                now.stepSpec());
    }
}
