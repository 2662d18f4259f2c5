// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.JobStatus;

/**
 * A row of the summary table that carries a marker.
 *
 * @param id the number of the job
 * @param uuid the uuid of the job
 * @param status the job's status
 * @param kind whether there is such a job
 */
record MarkedJob(long id, String uuid, JobStatus status, Kind kind) {

    /** What a row stands for. */
    enum Kind {
        /** A job that can be used. */
        PRESENT,
        /** A job that somebody removed: the Server still knows it by number, and not by uuid. */
        REMOVED,
        /** No job, or not yet: its creation is under way, or has failed and left only the row. */
        UNCONFIRMED
    }

    /** Whether this is a job that nobody has cancelled or removed. */
    boolean isKept() {
        return kind == Kind.PRESENT && !status.equals(JobStatus.CANCELED) && !status.equals(JobStatus.CANCELLING);
    }

    /** Whether the job came to an end other than a good one. */
    boolean hasEndedBadly() {
        return !isKept() || status.equals(JobStatus.FAIL);
    }
}
