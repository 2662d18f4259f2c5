// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.camel.CamelInMemory;
import ai.starwhale.camel.JobStatusChange;
import ai.starwhale.client.Starwhale;
import ai.starwhale.client.StarwhaleInMemory;
import ai.starwhale.simulation.Tellings.Telling;
import ai.starwhale.testkit.ServerInMemory.KnownJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A route that watches a project, with the real consumer: on one node at a time, and on another one when that has stopped
 * or died. What it knows is in one place.
 */
final class WatchingRoute {
    static final Duration SWEEPS = Duration.ofMinutes(2);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(25);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private static final int MANY = 100;

    private final Run run;
    private final ComponentMistake mistake;
    private final Duration interval;
    private final boolean tellsAll;
    private final double failures;
    /** The number of a job of which the route takes nothing until it is mended; 0 is none. */
    private final long poison;

    private final Kept.Place place = new Kept.Place();
    private final Tellings tellings = new Tellings();
    private final List<Polled> polls = new ArrayList<>();
    /** By its number, the jobs that were there when the first poll went well, and how each had got on. */
    private Map<Long, KnownJob> thereBefore;

    private boolean isTaken;
    private boolean isMended;

    /** When a poll went well, in each of its requests, and all that it told. */
    record Polled(long from, long to) {}

    WatchingRoute(Run run, ComponentMistake mistake) {
        this.run = run;
        this.mistake = mistake;
        Dice dice = run.dice();
        this.interval = dice.upTo(LONGEST_INTERVAL).plusSeconds(1);
        this.tellsAll = dice.hits(0.7);
        this.failures = dice.hits(0.4) ? 0 : 0.25;
        this.poison = failures > 0 && dice.hits(0.5) ? 1 + dice.below(4) : 0;
    }

    /** What each process of a node does. */
    void act(ClientProcess process) {
        run.turns().waitFor(() -> !isTaken);
        isTaken = true;
        Steps steps = new Steps(run, process, isTroubled());
        CamelInMemory.Watching watching = null;
        try {
            Starwhale client = StarwhaleInMemory.over(process.client());
            while (true) {
                if (mistake == ComponentMistake.BEGUN_IS_TOLD) {
                    place.replaceAll(WatchingRoute::taken);
                }
                watching = start(client, steps);
                if (watching != null) {
                    poll(watching, steps);
                    run.coverage().count("stopped");
                    stop(watching, steps);
                    // Another node may be quicker now.
                    isTaken = false;
                }
                run.turns().pause(run.dice().upTo(interval));
                run.turns().waitFor(() -> !isTaken);
                isTaken = true;
            }
        } finally {
            steps.end();
            isTaken = false;
            if (watching != null) {
                watching.forget();
            }
        }
    }

    /** An entry that says that a change is being told, as if it was told. */
    private static String taken(String key, String entry) {
        String[] parts = entry.split("/", -1);
        boolean isBegun = key.matches("starwhale/watching/.+") && parts.length == 3;
        return isBegun ? Integer.parseInt(parts[0]) + 1 + "/" + parts[2] : entry;
    }

    private CamelInMemory.Watching start(Starwhale client, Steps steps) {
        try {
            run.coverage().count("started");
            return new CamelInMemory.Watching(
                    client,
                    new Kept(place, steps),
                    tellsAll,
                    SWEEPS.toMillis(),
                    change -> steps.withinCamel(() -> tell(change, steps)));
        } catch (Exception e) {
            steps.check();
            throw new IllegalStateException(e);
        }
    }

    private static void stop(CamelInMemory.Watching watching, Steps steps) {
        try {
            watching.stop();
        } catch (IllegalStateException e) {
            // Camel logs that, and goes on.
            steps.check();
        }
        steps.check();
    }

    /** Polls until the route is stopped. */
    private void poll(CamelInMemory.Watching watching, Steps steps) {
        do {
            long from = run.turns().now();
            int harm = run.harm();
            Map<Long, KnownJob> before = thereBefore == null ? jobs() : null;
            run.happened(Event.POLL, "");
            try {
                watching.poll();
                steps.check();
                if (run.harm() == harm) {
                    polls.add(new Polled(from, run.turns().now()));
                }
                if (thereBefore == null) {
                    thereBefore = jobs();
                    // What changed meanwhile may have been seen as it was, or as it is.
                    thereBefore.replaceAll((id, job) -> job.equals(before.get(id)) ? job : null);
                }
            } catch (Exception e) {
                steps.check();
                run.coverage().count("poll failed");
                run.trace().add("has failed", e.getMessage());
            }
            run.turns().pause(interval);
        } while (run.trouble().isCalm() || !run.dice().hits(0.05));
    }

    private Map<Long, KnownJob> jobs() {
        Map<Long, KnownJob> jobs = new HashMap<>();
        run.server().jobs().forEach(job -> jobs.put(job.id(), job));
        return jobs;
    }

    /** The route. */
    private void tell(JobStatusChange change, Steps steps) {
        steps.step();
        String uuid = change.job().uuid();
        String key = "starwhale/watching/" + uuid;
        String stored = place.get(key);
        int told = stored == null ? 0 : Integer.parseInt(stored.substring(0, stored.indexOf('/')));
        String id = mistake == ComponentMistake.ID_FROM_TIME
                ? uuid + "/" + run.turns().now()
                : change.eventId();
        run.trace().add("tells", change.job().id() + " " + change.to() + " as " + id);
        run.coverage().count("told");
        Telling telling = tellings.tell(change, id, told);
        if (mistake == ComponentMistake.STATE_BEFORE_ROUTING) {
            place.set(key, told + 1 + "/" + change.to());
        }
        // Hundreds of jobs are told quickly, or a poll would take for ever.
        boolean isSlow = run.server().jobs().size() < MANY && run.dice().hits(0.2);
        run.turns().pause(isSlow ? run.dice().upTo(LONGEST_STEP) : Duration.ZERO);
        steps.step();
        // An error handler tries it again at once.
        for (int attempt = 0; fails(telling); attempt++) {
            if (attempt == 2) {
                run.coverage().count("exchange failed");
                throw new IllegalStateException("the route has failed");
            }
            run.coverage().count("redelivered");
            run.turns().pause(isSlow ? run.dice().upTo(LONGEST_STEP) : Duration.ZERO);
            steps.step();
        }
        tellings.done(telling);
        steps.step();
    }

    private boolean fails(Telling telling) {
        if (telling.job() == poison && !isMended) {
            return true;
        }
        return !run.trouble().isCalm() && run.dice().hits(failures);
    }

    /** Whether anything but the network goes wrong. */
    boolean isTroubled() {
        return failures > 0;
    }

    /** From now on the route takes everything. */
    void mend() {
        isMended = true;
    }

    /** The job of which it takes nothing; 0 is none. */
    long poison() {
        return isMended ? 0 : poison;
    }

    Tellings tellings() {
        return tellings;
    }

    List<Polled> polls() {
        return polls;
    }

    Duration interval() {
        return interval;
    }

    /** Whether it has to tell of this job although nothing happens to it. */
    boolean tellsOf(long job) {
        return tellsAll || (thereBefore != null && !thereBefore.containsKey(job));
    }

    /** Whether a job that was there before has another status now than then. */
    boolean hasGoneOn(KnownJob job) {
        KnownJob before = thereBefore == null ? null : thereBefore.get(job.id());
        // Nothing says that it is news if it had ended back then, and the clock is behind that.
        return before != null
                && !before.status().equals(job.status())
                && !(before.hasEnded() && job.hasEnded() && run.wasSetBack());
    }
}
