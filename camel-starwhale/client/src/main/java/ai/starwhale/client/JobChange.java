// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that is new or has another status than before, as {@link JobChanges} saw it.
 *
 * @param number the number of the job on its Server; 0 where jobs have none
 * @param uuid the job's identity for ever
 * @param status the status that was seen
 * @param time the time of the change by the instance's own clock, or an earlier one where that is all that is known, as
 *     for a running job in a list: when it was created
 */
public record JobChange(
        long number,
        String uuid,
        JobStatus status,
        @Nullable Instant time) {}
