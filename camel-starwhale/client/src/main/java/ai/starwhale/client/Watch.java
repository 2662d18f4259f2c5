// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the jobs of a project are watched. Immutable: every method gives another watch.
 *
 * @param position where to go on, as {@link JobChanges#position} said; null is the beginning
 * @param feed whether to ask a Server for what changed, in one small request a poll; else its list of jobs is read. Where
 *     a Server refuses, the list is read in any case
 * @param sweepInterval how often to look at all jobs; that finds what shows nowhere else: in a list, old jobs that were
 *     resumed; with the feed, only what a Server's clock hides that was set back
 */
public record Watch(@Nullable String position, boolean feed, Duration sweepInterval) {

    public Watch {
        if (sweepInterval.isNegative()) {
            throw new InvalidRequestException("sweep interval " + sweepInterval + ": it must not be negative", 0, null);
        }
    }

    /** From the beginning: the first poll tells of all jobs. */
    public static Watch all() {
        return from(null);
    }

    /** From this position on; null is the beginning. */
    public static Watch from(@Nullable String position) {
        return new Watch(position, true, Duration.ofMinutes(10));
    }

    /** With the feed or without. */
    public Watch feed(boolean value) {
        return new Watch(position, value, sweepInterval);
    }

    /** Looks at all jobs this often. */
    public Watch sweepInterval(Duration value) {
        return new Watch(position, feed, value);
    }
}
