// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobChange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a consumer began, and so whether a job of which nothing is stored is news.
 *
 * @param newest the greatest number of a job that there was
 * @param began the instance's own time
 * @param initialState what is told of the jobs that were there
 */
record Beginning(long newest, Instant began, InitialState initialState) {

    /** At the first look, or one that repeats it because what it saw could not be stored. */
    boolean isNewsAtFirstLook(JobChange job) {
        return initialState == InitialState.all
                || (initialState == InitialState.current && !job.status().isFinal())
                || isLater(job);
    }

    /** When the first look was stored: what had ended then has no entry, and what had not ended has one. */
    boolean isNewsLater(JobChange job) {
        return !job.status().isFinal() || isLater(job);
    }

    private boolean isLater(JobChange job) {
        return job.number() > newest
                || (job.time() != null
                        && job.time().truncatedTo(ChronoUnit.MILLIS).isAfter(began));
    }
}
