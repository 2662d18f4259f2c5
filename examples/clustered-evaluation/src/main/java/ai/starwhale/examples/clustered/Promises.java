// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks whether all is as promised: one job a fire, and of each job every change, in order, under an id of its own. */
final class Promises {
    private static final List<String> ORDER = List.of("RUNNING", "CANCELLING", "CANCELED", "SUCCESS");

    private final Duration period;
    private final Duration evaluation;
    private final List<String> broken = new ArrayList<>();

    private Promises(Duration period, Duration evaluation) {
        this.period = period;
        this.evaluation = evaluation;
    }

    /**
     * What is not as promised, in words; nothing if all is well.
     *
     * @param period between two fires
     * @param evaluation how long a job is RUNNING
     */
    static List<String> broken(Seen seen, Duration period, Duration evaluation) {
        Promises promises = new Promises(period, evaluation);
        promises.checkFires(seen);
        seen.jobs().forEach(job -> promises.checkEvents(job, seen));
        return promises.broken;
    }

    private void checkFires(Seen seen) {
        for (Instant fire = seen.fires().first(); !fire.isAfter(seen.fires().last()); fire = fire.plus(period)) {
            if (!seen.fires().contains(fire)) {
                broken.add("nobody fired at " + fire);
            }
            List<String> jobs = jobs(seen, fire);
            if (jobs.size() != 1) {
                broken.add("the fire of " + fire + " has " + jobs.size() + " jobs: " + jobs);
            }
        }
        for (Seen.Job job : seen.jobs()) {
            if (!job.isCancelled() && (job.fire() == null || !seen.fires().contains(job.fire()))) {
                broken.add("job " + job.id() + " is of no fire");
            }
        }
    }

    private static List<String> jobs(Seen seen, Instant fire) {
        return seen.jobs().stream()
                .filter(job -> fire.equals(job.fire()) && !job.isCancelled())
                .map(Seen.Job::id)
                .toList();
    }

    private void checkEvents(Seen.Job job, Seen seen) {
        List<Seen.Event> events = seen.events().stream()
                .filter(event -> event.job().equals(job.id()))
                .toList();
        List<String> statuses = events.stream().map(Seen.Event::status).toList();
        String told = "job " + job.id() + " is " + job.status() + ", and told was " + statuses;
        if (!job.hasEnded()) {
            broken.add("job " + job.id() + " is " + job.status());
        }
        if (statuses.isEmpty() || !statuses.get(statuses.size() - 1).equals(job.status())) {
            broken.add(told + ": the last is another");
        }
        for (int i = 0; i < events.size(); i++) {
            String status = statuses.get(i);
            String expected = job.uuid() + "/" + i + "/" + status;
            String id = events.get(i).id();
            if (!id.equals(expected)) {
                broken.add("event " + i + " of job " + job.id() + " is called " + id + " and not " + expected);
            }
            if (i > 0 && ORDER.indexOf(status) <= ORDER.indexOf(statuses.get(i - 1))) {
                broken.add(told + ": that is not the order");
            }
        }
        if (hadToBeTold(job, seen) && !statuses.contains("RUNNING")) {
            broken.add(told + ": it was RUNNING for longer than a poll");
        }
    }

    /**
     * Whether one watcher asked three times while the job was RUNNING: the second time shows that it was through with what
     * it saw the first time, and the third that it does not matter which of its requests are counted.
     */
    private boolean hadToBeTold(Seen.Job job, Seen seen) {
        if (job.isCancelled()) {
            return false;
        }
        // The Server tells times in seconds.
        long begin = job.created().plusSeconds(1).toEpochMilli();
        long end = job.created().plus(evaluation).toEpochMilli();
        List<Long> polls = seen.polls().stream()
                .filter(poll -> poll > begin && poll < end)
                .sorted()
                .toList();
        for (int i = 2; i < polls.size(); i++) {
            long first = polls.get(i - 2);
            long third = polls.get(i);
            if (seen.kills().stream().noneMatch(kill -> kill >= first && kill <= third)) {
                return true;
            }
        }
        return false;
    }

    /** Of how many jobs RUNNING had to be told. */
    static long running(Seen seen, Duration period, Duration evaluation) {
        Promises promises = new Promises(period, evaluation);
        return seen.jobs().stream()
                .filter(job -> promises.hadToBeTold(job, seen))
                .count();
    }
}
