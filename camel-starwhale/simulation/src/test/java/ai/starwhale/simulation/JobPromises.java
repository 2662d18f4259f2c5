// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.simulation.Surroundings.Stand;
import ai.starwhale.simulation.Watcher.News;
import ai.starwhale.testkit.ServerInMemory.KnownJob;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold of jobs when all is quiet. */
final class JobPromises {
    private final Run run;
    private final List<Caller> callers;
    private final List<Watcher> watchers;
    private final Surroundings surroundings;
    private final List<KnownJob> jobs;

    JobPromises(Run run, List<Caller> callers, List<Watcher> watchers, Surroundings surroundings) {
        this.run = run;
        this.callers = callers;
        this.watchers = watchers;
        this.surroundings = surroundings;
        this.jobs = run.server().jobs();
    }

    void check() {
        checkKeys();
        watchers.forEach(watcher -> {
            checkNames(watcher);
            checkOrder(watcher);
            checkLast(watcher);
            checkStands(watcher);
        });
    }

    private static boolean isCancelled(KnownJob job) {
        return job.status().startsWith("CANCEL");
    }

    private void checkKeys() {
        Map<String, List<KnownJob>> kept = jobs.stream()
                .filter(job -> job.comment() != null && !isCancelled(job))
                .collect(Collectors.groupingBy(KnownJob::comment));
        kept.forEach((marker, same) -> {
            if (same.size() > 1) {
                throw Promise.ONE_JOB_A_KEY.broken(marker + " has " + same);
            }
        });
        Map<String, KnownJob> byId =
                jobs.stream().collect(Collectors.toMap(job -> Long.toString(job.id()), Function.identity()));
        Map<String, List<Caller>> byKey = callers.stream().collect(Collectors.groupingBy(Caller::key));
        byKey.forEach((key, same) -> {
            List<String> held = same.stream().map(Caller::held).distinct().toList();
            KnownJob job = held.size() == 1 ? byId.get(held.get(0)) : null;
            if (job == null || isCancelled(job)) {
                throw Promise.CALLERS_HOLD_IT.broken("callers with key " + key + " hold " + held + ", of " + jobs);
            }
            kept.remove(job.comment());
        });
        if (!kept.isEmpty()) {
            throw Promise.NO_JOB_UNHELD.broken("nobody holds " + kept);
        }
    }

    private void checkNames(Watcher watcher) {
        Map<Long, String> uuids = jobs.stream().collect(Collectors.toMap(KnownJob::id, KnownJob::uuid));
        for (News news : watcher.told()) {
            if (!news.uuid().equals(uuids.get(news.job()))) {
                throw Promise.ONLY_JOBS.broken("there is no job " + news);
            }
        }
    }

    private void checkOrder(Watcher watcher) {
        Map<Long, List<News>> byJob = watcher.told().stream().collect(Collectors.groupingBy(News::job));
        byJob.forEach((job, news) -> {
            if (surroundings.lateness(job) > 1000) {
                // Between two polls the list may tell what the row says only later: then it is told twice.
                return;
            }
            List<String> statuses = run.server().statuses(job);
            List<String> told = news.stream().map(News::status).toList();
            int at = 0;
            for (String status : told) {
                int found = statuses.subList(at, statuses.size()).indexOf(status);
                if (found < 0) {
                    throw Promise.IN_ORDER.broken("of job " + job + " was told " + told + ", and it was " + statuses);
                }
                at += found + 1;
            }
        });
    }

    private void checkLast(Watcher watcher) {
        for (KnownJob job : jobs) {
            String last = watcher.last(job.uuid());
            if (!job.isRemoved() && !job.status().equals(last)) {
                throw Promise.LAST_STATUS.broken("of " + job + " the last that was told is " + last);
            }
        }
    }

    /** Of statuses that a job had by itself; who cancels interferes with them, and a clock that is set back hides them. */
    private void checkStands(Watcher watcher) {
        for (KnownJob job : jobs) {
            List<Stand> stands = surroundings.stands().getOrDefault(job.id(), List.of());
            if (job.isRemoved() || isCancelled(job) || run.wasSetBack()) {
                continue;
            }
            for (int i = 0; i + 1 < stands.size(); i++) {
                Stand stand = stands.get(i);
                long shows = stand.since() + surroundings.lateness(job.id());
                long until = stands.get(i + 1).since();
                boolean wasPolled = watcher.polls().stream().anyMatch(poll -> poll.from() > shows && poll.to() < until);
                boolean wasTold = watcher.told().stream()
                        .anyMatch(
                                news -> news.job() == job.id() && news.status().equals(stand.status()));
                if (wasPolled && !wasTold) {
                    throw Promise.LONG_ENOUGH.broken("of " + job + " nobody was told of " + stand + ", of " + stands);
                }
            }
        }
    }
}
