// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.internal.Ending;
import ai.starwhale.client.internal.JobRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The book of who waits for the end of which job. For all threads. */
final class Waiters {
    /** In place of the project of a job whose project has to be found. */
    private static final String NOWHERE = "";

    private final Runnable whenEmpty;
    private final Map<String, Map<String, AwaitedJob>> projects = new HashMap<>();
    /** Where those who wait are noted. */
    private final Map<Ending, AwaitedJob> places = new HashMap<>();

    private List<AwaitedJob> newcomers = new ArrayList<>();

    /** {@code whenEmpty} is called, under no lock, when the last one no longer waits. */
    Waiters(Runnable whenEmpty) {
        this.whenEmpty = whenEmpty;
    }

    /**
     * Somebody waits for this job, and is told in these threads; without a project it is {@link #homeless} until it is
     * {@link #settle settled}.
     */
    Ending add(JobRef ref, Executor threads) {
        Ending ending = new Ending(threads);
        add(ending, Objects.requireNonNullElse(ref.project(), NOWHERE), AwaitedJob.key(ref.job()));
        // However it completes: by us, or cancelled or timed out by whoever waits.
        var unused = ending.whenComplete((info, failure) -> forget(ending));
        return ending;
    }

    private synchronized void add(Ending ending, String project, String jobKey) {
        AwaitedJob job = projects.computeIfAbsent(project, p -> new HashMap<>()).computeIfAbsent(jobKey, key -> {
            AwaitedJob added = new AwaitedJob(project, key);
            if (!project.equals(NOWHERE)) {
                newcomers.add(added);
            }
            return added;
        });
        job.add(ending);
        places.put(ending, job);
    }

    /** The jobs whose projects have to be found. */
    List<AwaitedJob> homeless() {
        return of(NOWHERE);
    }

    /** The job's project was found. */
    synchronized void settle(AwaitedJob job, String project) {
        job.endings().forEach(ending -> add(ending, project, job.key()));
        remove(job);
    }

    private void forget(Ending ending) {
        boolean isLast;
        synchronized (this) {
            AwaitedJob job = places.remove(ending);
            isLast = job != null && job.remove(ending) && remove(job);
        }
        if (isLast) {
            whenEmpty.run();
        }
    }

    /** Removes a job, and says whether it was the last one in the book. */
    private synchronized boolean remove(AwaitedJob job) {
        Map<String, AwaitedJob> jobs = projects.getOrDefault(job.project(), Map.of());
        if (jobs.get(job.key()) != job) {
            return false;
        }
        jobs.remove(job.key());
        if (jobs.isEmpty()) {
            projects.remove(job.project());
        }
        if (projects.isEmpty()) {
            newcomers.clear();
        }
        return projects.isEmpty();
    }

    synchronized boolean isEmpty() {
        return projects.isEmpty();
    }

    /** Whether somebody waits for this job. */
    synchronized boolean holds(AwaitedJob job) {
        return projects.getOrDefault(job.project(), Map.of()).get(job.key()) == job;
    }

    synchronized Set<String> projects() {
        return Set.copyOf(projects.keySet());
    }

    synchronized List<AwaitedJob> of(String project) {
        return List.copyOf(projects.getOrDefault(project, Map.of()).values());
    }

    /** The job of this number or uuid, if somebody waits for it. */
    synchronized @Nullable AwaitedJob find(String project, String key) {
        return projects.getOrDefault(project, Map.of()).get(key);
    }

    /** Whether jobs were added since {@link #newcomers} was asked. */
    synchronized boolean hasNewcomers() {
        return !newcomers.isEmpty();
    }

    /** The jobs that were added since this was asked before. */
    synchronized List<AwaitedJob> newcomers() {
        List<AwaitedJob> added = newcomers;
        newcomers = new ArrayList<>();
        return added;
    }

    void complete(AwaitedJob job, JobInfo info) {
        deliver(job, ending -> ending.tell(info));
    }

    void fail(AwaitedJob job, RuntimeException failure) {
        deliver(job, ending -> ending.tell(failure));
    }

    void failAll(RuntimeException failure) {
        for (String project : projects()) {
            of(project).forEach(job -> fail(job, failure));
        }
    }

    private void deliver(AwaitedJob job, Consumer<Ending> tell) {
        boolean isLast;
        List<Ending> endings;
        synchronized (this) {
            isLast = remove(job);
            endings = job.endings();
        }
        endings.forEach(tell);
        if (isLast) {
            whenEmpty.run();
        }
    }
}
