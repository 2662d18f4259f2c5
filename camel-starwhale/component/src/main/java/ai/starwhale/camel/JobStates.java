// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobChanges;
import ai.starwhale.client.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/**
 * What one consumer has told of which job, and so what is new to it. A job's state moves on only when the exchange that
 * tells of it is done: what fails is told again, with the same event id, and holds back only later news of that job. What
 * an exchange tells is stored before it begins: if the process ends then, the next one tells it again, whatever the job is
 * by then.
 *
 * <p>The repository holds a {@link Cursor} and an entry for each job that was told of, or had not ended when the consumer
 * began. So a job without an entry is new, or had ended back then, which its number or its time tells. The cursor does not
 * pass what nobody is done with. In memory is only that.
 */
final class JobStates {
    private final StateRepository<String, String> repository;
    private final String prefix;
    private final InitialState initialState;
    private final Set<String> statuses;
    /** What was seen, by uuid, and not yet compared with what was told. */
    private final Map<String, JobChange> seen = new LinkedHashMap<>();

    private final OpenNews open = new OpenNews();
    private @Nullable Cursor cursor;
    private @Nullable Cursor stored;
    /** The greatest number that there was when the consumer began; negative before it has looked. */
    private long newest;

    /**
     * Goes on where the repository says.
     *
     * @param statuses which statuses are told; none is all
     */
    JobStates(
            StateRepository<String, String> repository,
            String consumerId,
            InitialState initialState,
            Collection<String> statuses) {
        this.repository = repository;
        this.prefix = "starwhale/" + consumerId;
        this.initialState = initialState;
        this.statuses = Set.copyOf(statuses);
        this.cursor = Cursor.read(repository.getState(prefix));
        this.stored = cursor;
        this.newest = cursor == null ? -1 : cursor.newest();
    }

    /** Where to look on, or null at the very beginning. */
    synchronized @Nullable String position() {
        return cursor == null ? null : cursor.position();
    }

    /**
     * Takes note of jobs. If the repository fails, what was not compared yet is so the next time.
     *
     * @param began when the first poll began: what changed later is news, though it is the first that is seen of the job
     */
    synchronized void see(Collection<JobChange> jobs, Instant began) {
        if (newest < 0) {
            newest = jobs.stream().mapToLong(JobChange::number).max().orElse(0);
        }
        jobs.forEach(job -> seen.put(job.uuid(), job));
        for (Iterator<JobChange> left = seen.values().iterator(); left.hasNext(); ) {
            JobChange job = left.next();
            if (!open.contains(job.uuid())) {
                JobNews news = news(job, began);
                if (news != null) {
                    open.add(news);
                }
                if (news == null || news.job().equals(job)) {
                    left.remove();
                }
            }
        }
        open.holdBack(seen.size());
    }

    /** What is to be told of a job now: this change, or else an earlier one, for which it waits. */
    private @Nullable JobNews news(JobChange job, Instant began) {
        Told before = told(job.uuid());
        if (before == null) {
            before = first(job, began);
        }
        JobStatus status = job.status();
        JobStatus begun = before.telling();
        if (begun == null && status.equals(before.status())) {
            return null;
        }
        if (begun != null && !begun.equals(status) && isTold(begun)) {
            // Its exchange failed before a restart, or the process died: nobody knows whether it was told.
            return new JobNews(new JobChange(job.number(), job.uuid(), begun, job.time()), before);
        }
        if (!isTold(status)) {
            store(job.uuid(), new Told(before.done().events(), status));
            return null;
        }
        return new JobNews(job, before.telling(status));
    }

    private boolean isTold(JobStatus status) {
        return statuses.isEmpty() || statuses.contains(status.name());
    }

    private @Nullable Told told(String uuid) {
        String entry = repository.getState(prefix + "/" + uuid);
        return entry == null ? null : Told.read(entry);
    }

    /** What is as good as told of a job of which nothing is stored; at the first look it is stored. */
    private Told first(JobChange job, Instant began) {
        Cursor known = cursor;
        boolean isNews = known == null
                // The first polls may have failed behind the first look.
                ? new Beginning(newest, began, initialState).isNewsAtFirstLook(job)
                : new Beginning(newest, Instant.ofEpochMilli(known.began()), initialState).isNewsLater(job);
        Told first = isNews ? Told.NOTHING : new Told(0, job.status());
        if (known == null && (isNews || !job.status().isFinal())) {
            // What is without an entry later must be what had ended now.
            store(job.uuid(), first);
        }
        return first;
    }

    /** What can be told now, so many at most. */
    synchronized List<JobNews> next(int most) {
        return open.next(most);
    }

    /** What has waited for something that was told since, so much at most. */
    synchronized List<JobNews> heldBack(Instant began, int most) {
        see(List.of(), began);
        return open.waiting(most);
    }

    /** An exchange begins that tells of this; if that cannot be stored, it must not. */
    synchronized void begin(JobNews news) {
        if (!news.telling().equals(told(news.uuid()))) {
            store(news.uuid(), news.telling());
        }
        open.begin(news);
    }

    /** The job does not exist: there is nothing to tell. What has waited for this is looked for once, without it. */
    synchronized void drop(JobNews news) {
        open.drop(news);
        JobChange later = seen.remove(news.uuid());
        if (later != null && isTold(later.status())) {
            open.add(new JobNews(later, news.telling().telling(later.status())));
        }
    }

    /** The exchange failed, or cannot begin: this is told again, with the same event id. */
    synchronized void fail(JobNews news) {
        open.fail(news);
    }

    /** What nobody is done with, for whoever only looks: that waits for no repository. */
    OpenNews open() {
        return open;
    }

    /** The exchange that told of this is done; it may have begun before a restart. */
    synchronized void commit(JobNews news) {
        // Before all else: if it cannot be stored, it is told again.
        open.fail(news);
        Told telling = news.telling();
        Told before = told(news.uuid());
        // Else another exchange has told more since.
        if (before == null || before.equals(telling)) {
            store(news.uuid(), telling.done());
        }
        open.drop(news);
    }

    /** Stores how far the consumer has come, up to what nobody is done with. */
    synchronized void save(JobChanges changes) {
        List<JobChange> untold = new ArrayList<>(seen.values());
        open.all().forEach(news -> untold.add(news.job()));
        Cursor known = cursor;
        String position = changes.position(untold);
        Cursor next = known == null
                ? new Cursor(newest, changes.latest().toEpochMilli(), position)
                : new Cursor(newest, known.began(), position);
        if (!next.equals(stored)) {
            repository.setState(prefix, next.write());
            stored = next;
        }
        cursor = next;
    }

    private void store(String uuid, Told state) {
        repository.setState(prefix + "/" + uuid, state.write());
    }
}
