// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.simulation.Surroundings.Stand;
import ai.starwhale.simulation.Tellings.Telling;
import ai.starwhale.testkit.ServerInMemory.KnownJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A route that watches a project, on two nodes that take its place from each other, in trouble for a time and then in peace. */
final class ConsumerScenario implements Scenario {
    private static final Duration SHORTEST_TROUBLE = Duration.ofSeconds(20);
    private static final Duration MORE_TROUBLE = Duration.ofMinutes(2);
    /** The next process of a node that died last, and the nodes that take turns. */
    private static final Duration UNTIL_STARTED = Duration.ofSeconds(60);

    private final ComponentMistake mistake;

    /** {@code mistake} is what the component does wrong; null is nothing. */
    ConsumerScenario(ComponentMistake mistake) {
        this.mistake = mistake;
    }

    @Override
    public void play(Run run) throws InterruptedException {
        WatchingRoute route = new WatchingRoute(run, mistake);
        List<Machine> nodes = new ArrayList<>();
        for (int i = 1 + run.dice().below(2); i > 0; i--) {
            nodes.add(new Machine(run, "node" + i, true).program("route", route::act));
        }
        Surroundings surroundings = new Surroundings(run, nodes);
        nodes.forEach(Machine::start);
        run.turns().add("others", surroundings::act);
        run.turns().add("director", () -> direct(run, route, surroundings));
        run.turns().play();
    }

    private static void direct(Run run, WatchingRoute route, Surroundings surroundings) {
        Turns turns = run.turns();
        turns.pause(SHORTEST_TROUBLE.plus(run.dice().upTo(MORE_TROUBLE)));
        run.trouble().end();
        run.trace().add("peace", "");
        Duration quiet = UNTIL_STARTED.plusSeconds(60).plus(route.interval().multipliedBy(4));
        turns.pause(run.wasSetBack() ? quiet.plus(WatchingRoute.SWEEPS) : quiet);
        // One job that cannot be told holds up no other.
        checkLast(run, route);
        route.mend();
        turns.pause(UNTIL_STARTED.plus(route.interval().multipliedBy(4)));
        checkLast(run, route);
        checkTaken(run, route);
        checkOrder(run, route, surroundings);
        checkStands(run, route, surroundings);
        turns.end();
    }

    private static void checkLast(Run run, WatchingRoute route) {
        Map<String, String> last = new HashMap<>();
        for (Telling telling : route.tellings().all()) {
            last.put(telling.uuid(), telling.to());
        }
        for (KnownJob job : run.server().jobs()) {
            String told = last.get(job.uuid());
            boolean isExpected = told != null || route.tellsOf(job.id()) || route.hasGoneOn(job);
            if (!job.isRemoved()
                    && isExpected
                    && job.id() != route.poison()
                    && !job.status().equals(told)) {
                throw ComponentPromise.LAST_STATUS.broken("of " + job + " the last that was told is " + told);
            }
        }
    }

    private static void checkTaken(Run run, WatchingRoute route) {
        Set<String> there = run.server().jobs().stream()
                .filter(job -> !job.isRemoved())
                .map(KnownJob::uuid)
                .collect(Collectors.toSet());
        for (Telling telling : route.tellings().open()) {
            if (there.contains(telling.uuid())) {
                throw ComponentPromise.HELD_BACK.broken(telling + " was not taken, and is not told again");
            }
        }
    }

    private static void checkOrder(Run run, WatchingRoute route, Surroundings surroundings) {
        Map<String, KnownJob> jobs = new HashMap<>();
        run.server().jobs().forEach(job -> jobs.put(job.uuid(), job));
        for (Telling telling : route.tellings().all()) {
            if (!jobs.containsKey(telling.uuid())) {
                throw ComponentPromise.ONLY_JOBS.broken("there is no job " + telling);
            }
        }
        for (KnownJob job : jobs.values()) {
            if (surroundings.lateness(job.id()) > 1000) {
                // Between two polls the list may tell what the row says only later: then it is told twice.
                continue;
            }
            List<String> statuses = run.server().statuses(job.id());
            List<String> told = route.tellings().statuses(job.uuid());
            int at = 0;
            for (String status : told) {
                int found = statuses.subList(at, statuses.size()).indexOf(status);
                if (found < 0) {
                    throw ComponentPromise.IN_ORDER.broken(
                            "of job " + job + " was told " + told + ", and it was " + statuses);
                }
                at += found + 1;
            }
        }
    }

    /** Where exchanges fail, a status may have passed while an earlier one holds it back; so may one that a clock hides. */
    private static void checkStands(Run run, WatchingRoute route, Surroundings surroundings) {
        if (route.isTroubled() || run.wasSetBack()) {
            return;
        }
        for (KnownJob job : run.server().jobs()) {
            List<Stand> stands = surroundings.stands().getOrDefault(job.id(), List.of());
            List<String> told = route.tellings().statuses(job.uuid());
            for (int i = 0; i + 1 < stands.size() && !job.isRemoved() && route.tellsOf(job.id()); i++) {
                Stand stand = stands.get(i);
                long shows = stand.since() + surroundings.lateness(job.id());
                long until = stands.get(i + 1).since();
                boolean wasPolled = route.polls().stream().anyMatch(poll -> poll.from() > shows && poll.to() < until);
                if (wasPolled && !told.contains(stand.status())) {
                    throw ComponentPromise.LONG_ENOUGH.broken(
                            "of " + job + " nobody was told of " + stand + ", of " + stands + ", but of " + told);
                }
            }
        }
    }
}
