// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Tells which jobs of a project are new, or have another status than at the poll before: their present state, not what
 * came and went between two polls. The first poll tells of all jobs, unless it goes on from a {@link Watch#from position}.
 *
 * <p>A job may be told of twice with the same status, as after a restart. A job that was removed is told of no more; that
 * is no status. Not for several threads at once; there is nothing to close. Made by {@link Starwhale#changes}.
 */
public interface JobChanges {

    /**
     * What is new since the poll before. What a poll has given it does not give again; a poll that fails has given
     * nothing, and the next one gives that too.
     */
    List<JobChange> poll();

    /**
     * All that is known of these jobs, by uuid, each with the status of its change, though it may have gone on since. A job
     * that does not exist, or cannot be asked for, is left out: where it may still come, it is told of by a later poll.
     */
    Map<String, JobInfo> jobs(Collection<JobChange> changes);

    /**
     * As {@link #jobs(Collection)}, but says which of the jobs that are left out could not be asked for, and why: they may
     * exist. It fails itself only where it is of no use to ask for any, as while the instance cannot be reached.
     */
    default Map<String, JobInfo> jobs(
            Collection<JobChange> changes, BiConsumer<JobChange, StarwhaleException> failures) {
        return jobs(changes);
    }

    /**
     * Where another process can go on, such that it is told of everything after the last poll, and of these changes again,
     * with which nobody is done yet. A short text.
     */
    String position(Collection<JobChange> open);

    /** The latest time that was seen, by the instance's own clock; {@link Instant#EPOCH} where none was. */
    Instant latest();

    /**
     * The instance's own time when the first poll began: what it tells of with a later time came after that.
     * {@link Instant#MAX} where it is not known.
     */
    default Instant began() {
        return Instant.MAX;
    }

    /** How many jobs polls have told of so far. */
    default int known() {
        return 0;
    }

    /** How many of them had not ended when they were told of last. */
    default int active() {
        return 0;
    }
}
