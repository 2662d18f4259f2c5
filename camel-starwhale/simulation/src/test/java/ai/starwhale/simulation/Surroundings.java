// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.testkit.ServerInMemory.KnownJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that happens without the clients: jobs go on, others make some, clocks are set, the Server is restarted. */
final class Surroundings {
    private static final Duration UNTIL_RUNNING = Duration.ofSeconds(2);
    private static final Duration LONGEST_JOB = Duration.ofSeconds(90);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int BURST = 25;
    private static final int FLOOD = 1_020;
    private static final Duration FLOOD_LASTS = Duration.ofSeconds(70);
    private static final int MOST_LATE_MILLIS = 50_000;

    private final Run run;
    private final List<Machine> machines;
    private final Map<Long, List<Stand>> stands = new HashMap<>();
    private final int mostLate;
    private long newest;

    /** Since when a job had a status, in milliseconds of the run. */
    record Stand(String status, long since) {}

    Surroundings(Run run, List<Machine> machines) {
        this.run = run;
        this.machines = machines;
        this.mostLate = run.dice().hits(0.5) ? 200 : MOST_LATE_MILLIS;
        run.server().lateness(this::lateness);
        run.afterRequests(this::adopt);
    }

    /** How late the changes of a job show. */
    long lateness(long job) {
        return switch ((int) (job % 3)) {
            case 0 -> 0;
            case 1 -> 100;
            default -> mostLate;
        };
    }

    /** Since when which jobs had which statuses, as far as they went on by themselves. */
    Map<Long, List<Stand>> stands() {
        return stands;
    }

    /** Acts until there is nothing more to do. */
    void act() {
        Dice dice = run.dice();
        if (run.has(Mistake.FEED_WITHOUT_ORDER) || dice.hits(0.001)) {
            run.turns().pause(Duration.ofSeconds(20));
            make(Event.FLOOD, FLOOD);
        }
        for (int left = 2 + dice.below(10); left > 0; left--) {
            run.turns().pause(dice.upTo(LONGEST_PAUSE));
            if (run.trouble().isCalm()) {
                return;
            }
            happen(dice.below(100));
        }
    }

    private void happen(int what) {
        Dice dice = run.dice();
        if (what < 35) {
            make(Event.NEW_JOB, 1 + dice.below(3));
        } else if (what < 38) {
            make(Event.BURST, BURST);
        } else if (what < 48) {
            resume();
        } else if (what < 58) {
            remove();
        } else if (what < 66) {
            run.happened(Event.STRANGE_GHOST, "");
            run.server().addGhost("somebody");
        } else if (what < 76) {
            run.happened(Event.EXPIRY, "");
            run.expireTokens();
        } else if (what < 82) {
            Duration by = dice.upTo(Duration.ofHours(2));
            run.happened(Event.SERVER_CLOCK_FORWARD, by);
            run.jumpServerClock(by);
        } else if (what < 86) {
            Duration by = dice.upTo(Duration.ofHours(2)).negated();
            run.happened(Event.SERVER_CLOCK_BACK, by);
            run.jumpServerClock(by);
        } else if (what < 94) {
            Duration by = Duration.ofMillis(dice.between(-7_200_000, 7_200_000));
            Machine machine = dice.one(machines);
            run.happened(Event.MACHINE_CLOCK, machine + " " + by);
            machine.jump(by);
        } else {
            run.happened(Event.RESTART, "");
            run.trouble().restart(dice.between(0, 12_000));
        }
    }

    private void make(Event event, int jobs) {
        run.happened(event, jobs);
        for (int i = 0; i < jobs; i++) {
            run.server().addJob();
        }
        adopt();
    }

    /** Lets new jobs go on, whoever made them. Those with a key go on until the end: what has ended cannot be cancelled. */
    private void adopt() {
        List<KnownJob> jobs = run.server().jobsAfter(newest);
        for (KnownJob job : jobs) {
            newest = job.id();
            run.turns().after(run.dice().upTo(UNTIL_RUNNING), () -> move(job.id(), "RUNNING", Set.of("CREATED")));
            if (jobs.size() >= FLOOD) {
                // When the list has been read, so that only the feed can tell.
                Duration length = FLOOD_LASTS.plus(run.dice().upTo(UNTIL_RUNNING));
                run.turns().after(length, () -> move(job.id(), "SUCCESS", Set.of("RUNNING")));
            } else if (job.comment() == null) {
                end(job.id());
            }
        }
    }

    private void end(long job) {
        if (run.dice().hits(0.8)) {
            String status = run.dice().hits(0.7) ? "SUCCESS" : "FAIL";
            Duration length = UNTIL_RUNNING.plus(run.dice().upTo(LONGEST_JOB));
            run.turns().after(length, () -> move(job, status, Set.of("RUNNING")));
        }
    }

    /** Moves a job on if it has one of these statuses. */
    void move(long number, String status, Set<String> from) {
        KnownJob job = run.server().job(number);
        if (from.contains(job.status())) {
            run.happened(Event.STATUS, number + " " + status);
            run.server().status(number, status);
            stands.computeIfAbsent(number, id -> new ArrayList<>())
                    .add(new Stand(status, run.turns().now()));
        }
    }

    private void resume() {
        List<KnownJob> failed = run.server().jobs().stream()
                .filter(job -> job.status().equals("FAIL"))
                .toList();
        if (!failed.isEmpty()) {
            KnownJob job = run.dice().one(failed);
            run.happened(Event.RESUMED, job.id());
            move(job.id(), "RUNNING", Set.of("FAIL"));
            end(job.id());
        }
    }

    /** Jobs with a key are not removed here: what that means to who asks for the key is looked at in peace. */
    private void remove() {
        List<KnownJob> ended = run.server().jobs().stream()
                .filter(job -> job.hasEnded() && !job.isRemoved() && job.comment() == null)
                .toList();
        if (!ended.isEmpty()) {
            KnownJob job = run.dice().one(ended);
            run.happened(Event.REMOVED, job.id());
            run.server().remove(job.id());
        }
    }
}
