// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * A change that is to be told.
 *
 * @param job what was seen
 * @param from the status before; null where it is not known
 * @param eventId identifies the change, however often it is told
 * @param isNew whether nothing is stored about the job so far
 */
record JobNews(JobChange job, @Nullable JobStatus from, String eventId, boolean isNew) {

    String uuid() {
        return job.uuid();
    }
}
