// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.ConflictException;
import ai.starwhale.client.Job;
import ai.starwhale.client.JobStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of cancelling a job that nobody waits for any more.
 *
 * @param told what became of the job, as it reads behind a semicolon
 * @param failure why it was not cancelled
 */
record Cancellation(String told, @Nullable RuntimeException failure) {
    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);
    /** A Server refuses for the moment before a job runs. */
    private static final int TRIES = 6;

    private static final long PAUSE_MILLIS = 500;

    /** Cancels the job, unless it is over. */
    static Cancellation of(Job job) {
        try {
            return new Cancellation(cancel(job), null);
        } catch (RuntimeException e) {
            LOG.warn("{} is not waited for any more, and was not cancelled: {}", job.uri(), e.getMessage());
            return new Cancellation("it could not be cancelled: " + e.getMessage(), e);
        }
    }

    private static String cancel(Job job) {
        for (int tries = 1; ; tries++) {
            try {
                job.cancel();
                return "it was cancelled";
            } catch (ConflictException e) {
                JobStatus now = job.status();
                if (now.isFinal() || now.equals(JobStatus.CANCELLING)) {
                    return "it is " + now;
                }
                if (tries == TRIES || !pause()) {
                    throw e;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    <E extends Exception> E suppressedIn(E told) {
        if (failure != null) {
            told.addSuppressed(failure);
        }
        return told;
    }
}
