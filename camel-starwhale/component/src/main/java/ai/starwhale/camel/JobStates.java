// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/**
 * What one consumer has told of which job, and so what is new to it. A job's state moves on only when the exchange that
 * tells of it is done: what fails is told again, with the same event id, and holds back only later news of that job.
 *
 * <p>The repository holds a cursor, the greatest job number that was seen, and an entry for each job that was told of or
 * had not ended when it was first seen. So a job at or below the cursor without an entry had ended back then, and one
 * above it is new.
 */
final class JobStates {
    private final StateRepository<String, String> repository;
    private final String prefix;
    private final InitialState initialState;
    private final Set<String> statuses;
    private final Map<String, Told> told = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();
    /** Changes that were given back, by uuid: they are told as they are, before any later news of their job. */
    private final Map<String, JobStatusChange> waiting = new LinkedHashMap<>();

    private final Map<String, JobStatusChange> failed = new LinkedHashMap<>();
    private @Nullable Long cursor;

    /**
     * Goes on where the repository says.
     *
     * @param statuses which statuses are told; none is all
     */
    JobStates(
            StateRepository<String, String> repository,
            String consumerId,
            InitialState initialState,
            List<String> statuses) {
        this.repository = repository;
        this.prefix = "starwhale/" + consumerId;
        this.initialState = initialState;
        this.statuses = Set.copyOf(statuses);
        String stored = repository.getState(prefix);
        this.cursor = stored == null ? null : Long.valueOf(stored);
    }

    /**
     * What is new in these jobs, the oldest job first, and behind it what failed before, so that a change that fails for
     * ever holds up no other job. Each change is to be committed, released or failed.
     */
    synchronized List<JobStatusChange> changes(List<JobInfo> seen, Instant now) {
        List<JobInfo> jobs = new ArrayList<>(seen);
        jobs.sort(Comparator.comparingLong(JobStates::number));
        List<JobStatusChange> changes = new ArrayList<>(waiting.values());
        for (JobInfo job : jobs) {
            if (!isHeldBack(job.uuid())) {
                JobStatusChange change = change(job, now);
                if (change != null) {
                    changes.add(change);
                }
            }
        }
        changes.sort(Comparator.comparingLong(change -> number(change.job())));
        changes.addAll(failed.values());
        moveCursor(jobs.isEmpty() ? 0 : number(jobs.get(jobs.size() - 1)));
        // Not before: a repository that fails must leave everything as it was.
        waiting.clear();
        failed.clear();
        changes.forEach(change -> underWay.add(change.job().uuid()));
        return changes;
    }

    private boolean isHeldBack(String uuid) {
        return underWay.contains(uuid) || waiting.containsKey(uuid) || failed.containsKey(uuid);
    }

    private @Nullable JobStatusChange change(JobInfo job, Instant now) {
        Told before = told(job);
        JobStatus status = job.status();
        if (status.equals(before.status)) {
            return null;
        }
        if (!statuses.isEmpty() && !statuses.contains(status.name())) {
            store(job.uuid(), new Told(before.events, status));
            return null;
        }
        String eventId = job.uuid() + "/" + before.events + "/" + status;
        return new JobStatusChange(job, before.status, status, now, eventId);
    }

    private Told told(JobInfo job) {
        Told known = known(job.uuid());
        return known == null ? first(job) : known;
    }

    private @Nullable Told known(String uuid) {
        Told present = told.get(uuid);
        if (present != null) {
            return present;
        }
        String stored = repository.getState(prefix + "/" + uuid);
        if (stored == null) {
            return null;
        }
        Told read = Told.read(stored);
        told.put(uuid, read);
        return read;
    }

    /** What is as good as told of a job that is seen for the first time. */
    private Told first(JobInfo job) {
        boolean ended = job.status().isFinal();
        Long known = cursor;
        boolean news = known == null
                ? initialState == InitialState.all || (initialState == InitialState.current && !ended)
                : number(job) > known || !ended;
        Told first = new Told(0, news ? null : job.status());
        if (news || !ended) {
            // Before the cursor moves: a job that is not told yet must not look like one that had ended.
            store(job.uuid(), first);
        } else {
            told.put(job.uuid(), first);
        }
        return first;
    }

    private void moveCursor(long greatest) {
        Long known = cursor;
        if (known == null || greatest > known) {
            repository.setState(prefix, String.valueOf(greatest));
            cursor = greatest;
        }
    }

    /** The exchange that told of the change is done; it may have begun before a restart. */
    synchronized void commit(JobStatusChange change) {
        String uuid = change.job().uuid();
        underWay.remove(uuid);
        Told before = Objects.requireNonNullElse(known(uuid), Told.NOTHING);
        if (!change.to().equals(before.status)) {
            store(uuid, new Told(before.events + 1, change.to()));
        }
    }

    /** There was no exchange: the change is told by the next poll. */
    synchronized void release(JobStatusChange change) {
        underWay.remove(change.job().uuid());
        waiting.put(change.job().uuid(), change);
    }

    /** The exchange failed: the change is told again, with the same event id. */
    synchronized void fail(JobStatusChange change) {
        underWay.remove(change.job().uuid());
        failed.put(change.job().uuid(), change);
    }

    /** The jobs that had not ended when they were last seen, by uuid. */
    synchronized Set<String> active() {
        Set<String> active = new HashSet<>();
        told.forEach((uuid, state) -> {
            JobStatus status = state.status;
            if (status == null || !status.isFinal()) {
                active.add(uuid);
            }
        });
        return active;
    }

    /** The greatest job number that was seen, or null before the very first look. */
    synchronized @Nullable Long cursor() {
        return cursor;
    }

    /** The job is gone; if it comes back, the repository still knows it. */
    synchronized void forget(String uuid) {
        told.remove(uuid);
    }

    private void store(String uuid, Told state) {
        repository.setState(prefix + "/" + uuid, state.write());
        told.put(uuid, state);
    }

    private static long number(JobInfo job) {
        return Long.parseLong(job.id());
    }

    /**
     * What was told of a job.
     *
     * @param events how many changes
     * @param status the last known status; null where none is
     */
    private record Told(int events, @Nullable JobStatus status) {
        static final Told NOTHING = new Told(0, null);

        static Told read(String stored) {
            int slash = stored.indexOf('/');
            String status = stored.substring(slash + 1);
            return new Told(
                    Integer.parseInt(stored.substring(0, slash)), status.isEmpty() ? null : new JobStatus(status));
        }

        String write() {
            return events + "/" + (status == null ? "" : status.name());
        }
    }
}
