// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.client.JobChange;
import ai.starwhale.client.JobChanges;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Somebody who tells of the changes of a project, and keeps what was told and how far it came for the next process. */
final class Watcher {
    static final Duration SWEEPS = Duration.ofMinutes(5);
    static final Duration LONGEST_INTERVAL = Duration.ofSeconds(25);
    /**
     * The feed, a page of the sweep, a glance at the list, the list down to the oldest job that has no row; a login, and
     * the request that was refused before.
     */
    private static final int MOST_REQUESTS = 6;

    private final Run run;
    private final Duration interval;
    private final List<News> told = new ArrayList<>();
    private final List<Polled> polls = new ArrayList<>();
    private final Map<String, String> last = new HashMap<>();
    private String position;

    /** What was told, when, in milliseconds of the run. */
    record News(long job, String uuid, String status, long at) {}

    /** When a poll went well, in each of its requests. */
    record Polled(long from, long to) {}

    Watcher(Run run) {
        this.run = run;
        this.interval = run.dice().upTo(LONGEST_INTERVAL).plusSeconds(5);
    }

    /** What each of its processes does. */
    void act(ClientProcess process) {
        Map<String, JobChange> open = new LinkedHashMap<>();
        JobChanges changes =
                process.client().changes("demo", Watch.from(position).sweepInterval(SWEEPS));
        boolean isFirst = true;
        while (true) {
            long from = run.turns().now();
            boolean wasCalm = run.trouble().isCalm();
            int before = run.requests();
            int harm = run.harm();
            run.happened(Event.POLL, "");
            int news = 0;
            try {
                for (JobChange change : changes.poll()) {
                    open.put(change.uuid(), change);
                    news++;
                }
                news = Math.max(news, open.size());
                position = changes.position(open.values());
                tell(changes, open);
                position = changes.position(open.values());
                if (run.harm() == harm) {
                    polls.add(new Polled(from, run.turns().now()));
                }
                if (wasCalm && !isFirst) {
                    checkBudget(run.requests() - before, news);
                }
                isFirst = false;
            } catch (StarwhaleException e) {
                run.trace().add("has failed", e.getMessage());
            }
            run.turns().pause(interval);
        }
    }

    /** Jobs that are new are looked for in the list, in pages of ten at least. */
    private void checkBudget(int requests, int news) {
        int pages = run.server().jobs().size() / 10;
        if (requests > MOST_REQUESTS + news + pages) {
            throw Promise.BUDGET.broken("a poll with " + news + " changes has sent " + requests + " requests");
        }
    }

    private void tell(JobChanges changes, Map<String, JobChange> open) {
        open.values().removeIf(change -> change.status().name().equals(last.get(change.uuid())));
        if (open.isEmpty()) {
            return;
        }
        Map<String, JobInfo> infos = run.has(Mistake.ANNOUNCES_GHOSTS) ? Map.of() : changes.jobs(open.values());
        for (JobChange change : List.copyOf(open.values())) {
            JobInfo info = infos.get(change.uuid());
            if (info != null || run.has(Mistake.ANNOUNCES_GHOSTS)) {
                String status = change.status().name();
                run.trace().add("tells", change.number() + " " + status);
                told.add(new News(
                        change.number(), change.uuid(), status, run.turns().now()));
                last.put(change.uuid(), status);
            }
            open.remove(change.uuid());
        }
    }

    Duration interval() {
        return interval;
    }

    List<News> told() {
        return told;
    }

    List<Polled> polls() {
        return polls;
    }

    /** The last status that it told of a job, or null. */
    String last(String uuid) {
        return last.get(uuid);
    }
}
