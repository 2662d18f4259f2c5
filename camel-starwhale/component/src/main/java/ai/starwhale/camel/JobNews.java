// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * A change that is to be told.
 *
 * @param job what was seen, by this process or by the one before it
 * @param telling what is stored of the job while this is told
 */
record JobNews(JobChange job, Told telling) {

    String uuid() {
        return job.uuid();
    }

    /** The status before; null where it is not known. */
    @Nullable JobStatus from() {
        return telling.status();
    }

    /** Identifies the change, however often it is told. */
    String eventId() {
        return uuid() + "/" + telling.events() + "/" + job.status();
    }
}
