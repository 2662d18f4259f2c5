// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Lets actors take turns. Each has a thread, but only one of them runs at a time: at every pause chance decides who goes
 * on, and the time moves when nobody can. So a run depends on its seed alone.
 */
final class Turns {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "actor");
        thread.setDaemon(true);
        return thread;
    });

    private final Dice dice;
    private final List<Actor> actors = new ArrayList<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long now;
    private long timersSoFar;
    private volatile Actor current;
    private Throwable failure;

    private record Timer(long due, long number, Runnable action) {}

    Turns(Dice dice) {
        this.dice = dice;
    }

    /** Milliseconds since the beginning. */
    long now() {
        return now;
    }

    /** Adds somebody who acts, from the next pause on. */
    Actor add(String name, Runnable script) {
        Actor actor = new Actor(name, script);
        actors.add(actor);
        return actor;
    }

    /** Does something when so much time has passed, before anybody goes on; running what it gives calls that off. */
    Runnable after(Duration delay, Runnable action) {
        synchronized (timers) {
            Timer timer = new Timer(now + delay.toMillis(), timersSoFar++, action);
            timers.add(timer);
            return () -> callOff(timer);
        }
    }

    private void callOff(Timer timer) {
        synchronized (timers) {
            timers.remove(timer);
        }
    }

    /** When the next timer is due. */
    private long nextTimer() {
        synchronized (timers) {
            return timers.isEmpty() ? Long.MAX_VALUE : timers.peek().due();
        }
    }

    /** Whether the calling thread is the actor whose turn it is, and so may wait here. */
    boolean isActing() {
        return current != null && current.thread == Thread.currentThread();
    }

    /** Whose turn it is. */
    String actor() {
        return current == null ? "nobody" : current.name;
    }

    /** Waits so long. */
    void pause(Duration duration) {
        waitFor(() -> false, duration);
    }

    /** Waits until this is so. */
    void waitFor(BooleanSupplier condition) {
        pass(condition, Long.MAX_VALUE);
    }

    /** Waits until this is so, at most so long. */
    void waitFor(BooleanSupplier condition, Duration longest) {
        pass(condition, now + longest.toMillis());
    }

    private void pass(BooleanSupplier condition, long wakeAt) {
        Actor self = current;
        self.condition = condition;
        self.wakeAt = wakeAt;
        Actor next = next();
        if (next != self) {
            current = next;
            next.turn.release();
            self.turn.acquireUninterruptibly();
        }
        if (self.killed) {
            throw new Died();
        }
    }

    /** Lets everybody act until nobody is left. */
    void play() throws InterruptedException {
        Actor first = next();
        if (first != null) {
            current = first;
            first.turn.release();
            over.await();
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Whoever may go on; moves the time if nobody may. Null when nobody is left. */
    private Actor next() {
        while (!actors.isEmpty()) {
            List<Actor> ready = new ArrayList<>(actors.size());
            long earliest = nextTimer();
            for (Actor actor : actors) {
                if (actor.killed || actor.wakeAt <= now || actor.condition.getAsBoolean()) {
                    ready.add(actor);
                }
                earliest = Math.min(earliest, actor.wakeAt);
            }
            if (!ready.isEmpty()) {
                return ready.get(ready.size() == 1 ? 0 : dice.below(ready.size()));
            }
            if (earliest == Long.MAX_VALUE) {
                fail(new IllegalStateException("nobody can ever go on: " + actors));
            } else {
                now = Math.max(now, earliest);
                ring();
            }
        }
        return null;
    }

    private void ring() {
        Actor before = current;
        current = null;
        try {
            while (nextTimer() <= now) {
                taken().action().run();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        current = before;
    }

    private Timer taken() {
        synchronized (timers) {
            return timers.remove();
        }
    }

    /** Ends everybody's acting, and the run with it. */
    void end() {
        synchronized (timers) {
            timers.clear();
        }
        actors.forEach(Actor::kill);
    }

    /** Ends the run: of several failures the first is told. */
    void fail(Throwable reason) {
        failure = failure == null ? reason : failure;
        end();
    }

    /** One who acts. */
    final class Actor {
        private final String name;
        private final Runnable script;
        private final Semaphore turn = new Semaphore(0);
        private BooleanSupplier condition = () -> true;
        private long wakeAt;
        private boolean killed;
        private boolean ended;
        private Thread thread;

        Actor(String name, Runnable script) {
            this.name = name;
            this.script = script;
            this.wakeAt = now;
            THREADS.execute(this::act);
        }

        private void act() {
            turn.acquireUninterruptibly();
            thread = Thread.currentThread();
            try {
                if (!killed) {
                    script.run();
                }
            } catch (Died expected) {
                // That was the end of it.
            } catch (RuntimeException | Error e) {
                fail(e);
            }
            ended = true;
            actors.remove(this);
            Actor next = next();
            current = next;
            if (next == null) {
                over.countDown();
            } else {
                next.turn.release();
            }
        }

        /** Ends it at its next turn. */
        void kill() {
            killed = true;
        }

        boolean hasEnded() {
            return ended;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
