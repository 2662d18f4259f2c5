// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.server.create.MarkedJob.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The jobs of one idempotency key. */
final class KeyJobs {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final MarkedJobs marked;
    private final String project;
    private final String marker;
    private final Ghosts ghosts;
    private final Time time;
    private final Duration settle;

    /** A row that shows no job for as long as {@code settle} becomes none. */
    KeyJobs(MarkedJobs marked, String project, String marker, Ghosts ghosts, Time time, Duration settle) {
        this.marked = marked;
        this.project = project;
        this.marker = marker;
        this.ghosts = ghosts;
        this.time = time;
        this.settle = settle;
    }

    /** The lowest number first, without rows that never became a job; a row that may become one is waited for. */
    List<MarkedJob> look() {
        Instant end = time.steady().plus(settle);
        Set<String> sinceTheBeginning = null;
        while (true) {
            List<MarkedJob> rows = marked.find(project, marker);
            Set<String> pending = pending(rows);
            if (sinceTheBeginning == null) {
                sinceTheBeginning = pending;
            }
            if (pending.isEmpty() || !time.steady().isBefore(end)) {
                pending.retainAll(sinceTheBeginning);
                ghosts.addAll(pending);
                return rows.stream()
                        .filter(row -> row.kind() != Kind.UNCONFIRMED)
                        .toList();
            }
            pause(time, BETWEEN_LOOKS, "look for the job " + marker);
        }
    }

    private Set<String> pending(List<MarkedJob> rows) {
        return rows.stream()
                .filter(row -> row.kind() == Kind.UNCONFIRMED)
                .map(MarkedJob::uuid)
                .filter(uuid -> !ghosts.contains(uuid))
                .collect(Collectors.toCollection(HashSet::new));
    }

    static void pause(Time time, Duration duration, String purpose) {
        try {
            time.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("cannot " + purpose + ": interrupted", 0, e);
        }
    }
}
