// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.IfEnded;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.http.Delivery;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.server.MarkedJob.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one job for one idempotency key. The request carries a marker of the key. When its answer is lost the marker is
 * looked for, for as long as the request may still be on its way, and only then is it sent again. Nobody can keep two
 * processes from making two jobs at the same time; of these the one with the lowest number is kept, and whoever sees the
 * others cancels them.
 */
final class CreateAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(CreateAttempt.class);
    private static final int MOST_REQUESTS = 3;
    private static final int MOST_CANCELS = 10;
    /** A Server needs some 25 ms from giving a job its number to showing it. */
    private static final Duration UNTIL_VISIBLE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final JobRequest request;
    private final boolean othersMayBe;
    private final String project;
    private final String marker;
    private final JobPosts posts;
    private final MarkedJobs marked;
    private final Time time;
    private final Duration settle;
    /** Jobs of this key that had ended before, where that is a reason for a new one. */
    private Set<Long> earlier = Set.of();

    /** {@code othersMayBe} says whether requests with the same key may be on their way that are not this attempt's. */
    CreateAttempt(
            JobRequest request,
            boolean othersMayBe,
            String project,
            String marker,
            JobPosts posts,
            MarkedJobs marked,
            Time time,
            Duration settle) {
        this.request = request;
        this.othersMayBe = othersMayBe;
        this.project = project;
        this.marker = marker;
        this.posts = posts;
        this.marked = marked;
        this.time = time;
        this.settle = settle;
    }

    /** Gives the number of the job. */
    long run() {
        MarkedJob existing = existing();
        if (existing != null) {
            return existing.status().isFinal() ? existing.id() : settled(existing.id());
        }
        for (int requests = 1; ; requests++) {
            long id;
            try {
                id = posts.create();
            } catch (UnavailableException | ProtocolException lost) {
                if (!Delivery.isPossible(lost)) {
                    throw lost;
                }
                MarkedJob made = lookFor(lost);
                if (made != null) {
                    return settled(made.id());
                }
                if (requests == MOST_REQUESTS) {
                    throw new UnavailableException(lost.getMessage() + "; no job was made", lost.httpStatus(), lost);
                }
                continue;
            }
            // A first request that was lost may arrive late.
            return requests == 1 ? settled(id) : settledWithOthers(id);
        }
    }

    /** The job that an earlier call with this key has made, where that is not a reason for a new one. */
    private @Nullable MarkedJob existing() {
        List<MarkedJob> jobs = look();
        if (request.ifEnded() == IfEnded.ADOPT) {
            return chosen(jobs);
        }
        earlier = jobs.stream()
                .filter(MarkedJob::hasEndedBadly)
                .map(MarkedJob::id)
                .collect(Collectors.toSet());
        return jobs.stream().filter(job -> !job.hasEndedBadly()).findFirst().orElse(null);
    }

    private @Nullable MarkedJob lookFor(StarwhaleException lost) {
        LOG.warn("{}; looking whether the job was made", lost.getMessage());
        Instant end = time.steady().plus(settle);
        Duration pause = Duration.ofMillis(100);
        try {
            do {
                pause(pause);
                MarkedJob found = chosen(look());
                if (found != null) {
                    return found;
                }
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            } while (time.steady().isBefore(end));
            return null;
        } catch (StarwhaleException e) {
            throw new UnavailableException(
                    lost.getMessage() + "; whether the job was made is not known, because the Server cannot be asked ("
                            + e.getMessage() + "): try again with the same request or idempotency key",
                    lost.httpStatus(),
                    lost);
        }
    }

    /** The job that counts. A key that was made up is known to nobody else, and often used once only. */
    private long settled(long found) {
        return othersMayBe ? settledWithOthers(found) : found;
    }

    /** The job that counts, once others with this key had the time to become visible; the rest are cancelled. */
    private long settledWithOthers(long found) {
        pause(UNTIL_VISIBLE);
        List<MarkedJob> jobs = look();
        MarkedJob chosen = chosen(jobs);
        long winner = chosen == null ? found : chosen.id();
        jobs.stream()
                .filter(job -> job.id() != winner && job.isKept() && !earlier.contains(job.id()))
                .forEach(this::cancel);
        return winner;
    }

    /**
     * Cancels the jobs of this key that came behind the one that counts, from requests on whose answers nobody waits any
     * more. Does nothing once that job has failed or was cancelled: there may be a new one then, and rightly so.
     */
    void cancelLate(long id) {
        List<MarkedJob> jobs = look();
        if (jobs.stream().anyMatch(job -> job.id() == id && !job.hasEndedBadly())) {
            jobs.stream().filter(job -> job.id() > id && !job.hasEndedBadly()).forEach(this::cancel);
        }
    }

    /** Of the jobs of this attempt the first that is kept, else the last. */
    private @Nullable MarkedJob chosen(List<MarkedJob> jobs) {
        MarkedJob last = null;
        for (MarkedJob job : jobs) {
            if (!earlier.contains(job.id())) {
                if (job.isKept()) {
                    return job;
                }
                last = job;
            }
        }
        return last;
    }

    /** The jobs of this key, the lowest number first, without rows that never became a job. */
    private List<MarkedJob> look() {
        Instant end = time.steady().plus(settle);
        while (true) {
            List<MarkedJob> jobs = marked.find(project, marker);
            boolean pending = jobs.stream().anyMatch(job -> job.kind() == Kind.UNCONFIRMED);
            if (!pending || !time.steady().isBefore(end)) {
                return jobs.stream()
                        .filter(job -> job.kind() != Kind.UNCONFIRMED)
                        .toList();
            }
            pause(Duration.ofMillis(200));
        }
    }

    private void cancel(MarkedJob surplus) {
        LOG.info("job {} was made twice with one key: cancelling it", surplus.id());
        for (int tries = 1; ; tries++) {
            try {
                posts.cancel(surplus.id());
                return;
            } catch (StarwhaleException e) {
                // A Server refuses in the moment before a job runs, and when somebody else was quicker.
                JobStatus now = posts.status(surplus.id());
                if (now.equals(JobStatus.CANCELED) || now.equals(JobStatus.CANCELLING)) {
                    return;
                }
                if (now.isFinal() || tries == MOST_CANCELS) {
                    LOG.warn("job {} is one too many and was not cancelled: {}", surplus.id(), e.getMessage());
                    return;
                }
                pause(Duration.ofMillis(500));
            }
        }
    }

    private void pause(Duration duration) {
        try {
            time.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("cannot " + posts.purpose() + ": interrupted", 0, e);
        }
    }
}
