// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;

/**
 * What can be seen from outside of the nodes.
 *
 * @param fires the times for which evaluations were scheduled
 * @param jobs what the Server has
 * @param events what the watchers have told, in order
 * @param polls when the watchers asked the Server, in milliseconds
 * @param kills when nodes were killed, in milliseconds
 */
record Seen(NavigableSet<Instant> fires, List<Job> jobs, List<Event> events, List<Long> polls, List<Long> kills) {

    /**
     * A job of the Server.
     *
     * @param fire the time for which it was made, or null where nothing says so
     */
    record Job(String id, String uuid, String status, Instant created, Instant fire) {
        boolean isCancelled() {
            return status.startsWith("CANCEL");
        }

        boolean hasEnded() {
            return List.of("SUCCESS", "FAIL", "CANCELED").contains(status);
        }
    }

    /** A change that was told, and how often. */
    record Event(String id, String job, String status, int deliveries) {}
}
