// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Some processes that make jobs, with the same key or with others, and some that watch the project, in trouble for a time
 * and then in peace.
 */
final class JobsScenario implements Scenario {
    private static final Duration SHORTEST_TROUBLE = Duration.ofSeconds(20);
    private static final Duration MORE_TROUBLE = Duration.ofMinutes(2);
    private static final Duration LONGEST_CREATE = Duration.ofMinutes(10);

    @Override
    public void play(Run run) throws InterruptedException {
        new Play(run).play();
    }

    /** One run of it. */
    private static final class Play {
        private final Run run;
        private final List<Machine> machines = new ArrayList<>();
        private final List<Caller> callers = new ArrayList<>();
        private final List<Watcher> watchers = new ArrayList<>();
        private final Surroundings surroundings;

        Play(Run run) {
            this.run = run;
            Dice dice = run.dice();
            for (int i = 1 + dice.below(3); i > 0; i--) {
                machines.add(new Machine(run, "machine" + i, true));
            }
            for (int key = 1 + dice.below(2); key > 0; key--) {
                List<Machine> free = new ArrayList<>(machines);
                // Within a process one request a key is under way: nobody else may wait for that here.
                for (int i = 1 + dice.below(3); i > 0 && !free.isEmpty(); i--) {
                    addCaller(free.remove(dice.below(free.size())), "key" + key);
                }
            }
            for (int i = 1 + dice.below(2); i > 0; i--) {
                Watcher watcher = new Watcher(run);
                watchers.add(watcher);
                dice.one(machines).program("watcher" + i, watcher::act);
            }
            if (dice.hits(0.3)) {
                // A key that nobody else knows is lost with its process.
                Machine safe = new Machine(run, "safe", false);
                machines.add(safe);
                addCaller(safe, null);
            }
            surroundings = new Surroundings(run, machines);
        }

        private void addCaller(Machine machine, String key) {
            Caller caller = new Caller(run, key);
            callers.add(caller);
            machine.program("caller" + callers.size(), caller::act);
        }

        void play() throws InterruptedException {
            machines.forEach(Machine::start);
            run.turns().add("others", surroundings::act);
            run.turns().add("director", this::direct);
            run.turns().play();
        }

        private void direct() {
            Turns turns = run.turns();
            turns.pause(SHORTEST_TROUBLE.plus(run.dice().upTo(MORE_TROUBLE)));
            run.trouble().end();
            run.trace().add("peace", "");
            turns.waitFor(this::allHold, LONGEST_CREATE);
            if (!allHold()) {
                throw Promise.CALLERS_HOLD_IT.broken("somebody has no job after " + LONGEST_CREATE);
            }
            // Nothing of the past arrives any more, and what looks for that has looked.
            turns.pause(Run.SETTLE.multipliedBy(2).plusSeconds(10));
            askAgain();
            turns.pause(untilSeen());
            new JobPromises(run, callers, watchers, surroundings).check();
            turns.end();
        }

        private boolean allHold() {
            return callers.stream().map(Caller::held).allMatch(Objects::nonNull);
        }

        /** Somebody asks for a key of old, whose job may have been removed. */
        private void askAgain() {
            String key = callers.get(0).key();
            long held = Long.parseLong(callers.get(0).held());
            if (run.dice().hits(0.7)) {
                surroundings.move(held, run.dice().hits(0.5) ? "SUCCESS" : "FAIL", Set.of("RUNNING"));
            }
            String marker = run.server().job(held).comment();
            // Of a removed job and one that was cancelled as one too many, nobody can tell which was the one.
            boolean isOnly = run.server().jobs().stream()
                            .filter(job -> marker.equals(job.comment()))
                            .count()
                    == 1;
            if (isOnly && run.server().job(held).hasEnded() && run.dice().hits(0.7)) {
                run.happened(Event.REMOVED, held);
                run.server().remove(held);
            }
            Machine late = new Machine(run, "late", false);
            addCaller(late, key);
            late.start();
            run.turns().waitFor(this::allHold, LONGEST_CREATE);
        }

        /** When watchers must have seen all that has happened. */
        private Duration untilSeen() {
            Duration longest = watchers.stream()
                    .map(Watcher::interval)
                    .max(Duration::compareTo)
                    .orElseThrow();
            Duration late = Duration.ofSeconds(60).plus(longest.multipliedBy(3));
            return run.wasSetBack() ? late.plus(Watcher.SWEEPS) : late;
        }
    }
}
