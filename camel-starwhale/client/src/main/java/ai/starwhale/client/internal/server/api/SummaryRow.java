// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.api;

import ai.starwhale.client.JobStatus;

/**
 * A job's row of the summary table, as it was when it was read.
 *
 * @param id the number of the job
 * @param uuid the uuid of the job
 * @param status the job's status
 * @param modified when the status changed the last time, in milliseconds of the Server's clock
 */
public record SummaryRow(long id, String uuid, JobStatus status, long modified) {}
