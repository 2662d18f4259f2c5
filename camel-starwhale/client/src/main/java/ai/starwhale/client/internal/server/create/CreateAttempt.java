// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import ai.starwhale.client.IfEnded;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.http.Delivery;
import ai.starwhale.client.internal.http.Time;
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
    private final JobPosts posts;
    private final KeyJobs jobs;
    private final Time time;
    private final Duration settle;
    /** Jobs of this key that had ended before, where that is a reason for a new one. */
    private Set<Long> earlier = Set.of();

    /** {@code othersMayBe} says whether requests with the same key may be on their way that are not this attempt's. */
    CreateAttempt(JobRequest request, boolean othersMayBe, JobPosts posts, KeyJobs jobs, Time time, Duration settle) {
        this.request = request;
        this.othersMayBe = othersMayBe;
        this.posts = posts;
        this.jobs = jobs;
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
            return settledMade(id, othersMayBe || requests > 1);
        }
    }

    private long settledMade(long id, boolean withOthers) {
        try {
            return withOthers ? settledWithOthers(id) : id;
        } catch (StarwhaleException | IllegalStateException e) {
            throw new UnavailableException(
                    "job " + id + " was made; whether it is the one of its key cannot be seen (" + e.getMessage()
                            + "): try again with the same request or idempotency key",
                    e instanceof StarwhaleException known ? known.httpStatus() : 0,
                    e);
        }
    }

    /** The job that an earlier call with this key has made, where that is not a reason for a new one. */
    private @Nullable MarkedJob existing() {
        List<MarkedJob> found = jobs.look();
        MarkedJob good =
                found.stream().filter(job -> !job.hasEndedBadly()).findFirst().orElse(null);
        if (good == null && request.ifEnded() == IfEnded.ADOPT) {
            return chosen(found);
        }
        // A new attempt is made, or was made before: it is the one that counts.
        // Where none is asked for, what looks removed may be a job that is not there by its uuid yet.
        boolean isNewAttempt = request.ifEnded() == IfEnded.NEW_ATTEMPT;
        earlier = found.stream()
                .filter(job -> job.hasEndedBadly() && (isNewAttempt || job.isKept()))
                .map(MarkedJob::id)
                .collect(Collectors.toSet());
        return good;
    }

    private @Nullable MarkedJob lookFor(StarwhaleException lost) {
        LOG.warn("{}; looking whether the job was made", lost.getMessage());
        Instant end = time.steady().plus(settle);
        Duration pause = Duration.ofMillis(100);
        try {
            do {
                pause(pause);
                MarkedJob found = chosen(jobs.look());
                if (found != null) {
                    return found;
                }
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            } while (time.steady().isBefore(end));
            return null;
        } catch (StarwhaleException | IllegalStateException e) {
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
        List<MarkedJob> now = jobs.look();
        MarkedJob chosen = chosen(now);
        if (request.ifEnded() == IfEnded.ADOPT && (chosen == null || !chosen.isKept())) {
            // What was taken for a new attempt was one too many, and was cancelled meanwhile.
            earlier = Set.of();
            chosen = chosen(now);
        }
        long winner = chosen == null ? found : chosen.id();
        now.stream()
                .filter(job -> job.id() != winner && job.isKept() && !earlier.contains(job.id()))
                .forEach(this::cancel);
        return winner;
    }

    /**
     * Cancels the jobs of this key that came behind the one that counts, from requests on whose answers nobody waits any
     * more. Does nothing once that job has failed or was cancelled: there may be a new one then, and rightly so.
     */
    void cancelLate(long id) {
        List<MarkedJob> now = jobs.look();
        if (now.stream().anyMatch(job -> job.id() == id && !job.hasEndedBadly())) {
            now.stream().filter(job -> job.id() > id && !job.hasEndedBadly()).forEach(this::cancel);
        }
    }

    /** Of the jobs of this attempt the first that is kept, else the last. */
    private @Nullable MarkedJob chosen(List<MarkedJob> found) {
        MarkedJob last = null;
        for (MarkedJob job : found) {
            if (!earlier.contains(job.id())) {
                if (job.isKept()) {
                    return job;
                }
                last = job;
            }
        }
        return last;
    }

    /** Whether it succeeds or not, the job that counts is another one. */
    private void cancel(MarkedJob surplus) {
        LOG.info("job {} was made twice with one key: cancelling it", surplus.id());
        try {
            cancel(surplus.id());
        } catch (StarwhaleException e) {
            LOG.warn("job {} is one too many and was not cancelled: {}", surplus.id(), e.getMessage());
        }
    }

    private void cancel(long surplus) {
        for (int tries = 1; ; tries++) {
            try {
                posts.cancel(surplus);
                return;
            } catch (StarwhaleException e) {
                // A Server refuses in the moment before a job runs, and when somebody else was quicker.
                JobStatus now = posts.status(surplus);
                if (now.equals(JobStatus.CANCELED) || now.equals(JobStatus.CANCELLING)) {
                    return;
                }
                if (now.isFinal() || tries == MOST_CANCELS) {
                    throw e;
                }
                pause(Duration.ofMillis(500));
            }
        }
    }

    private void pause(Duration duration) {
        KeyJobs.pause(time, duration, posts.purpose());
    }
}
