// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The timer of a {@link ManualClock}: what is due runs in the thread that moves the clock, in the order in which it is due.
 * What is due at once runs at once, in a thread of its own. It is never shut down.
 */
final class ManualTimer extends AbstractExecutorService implements ScheduledExecutorService {

    private final Executor threads = task -> {
        Thread thread = new Thread(task, "starwhale-testkit-timer");
        thread.setDaemon(true);
        thread.start();
    };
    private final NavigableSet<Task<?>> tasks = new TreeSet<>();
    private long elapsed;
    private long count;

    /** Lets so much time pass. Nothing runs by that. */
    synchronized void pass(Duration time) {
        elapsed += time.toNanos();
    }

    /** Runs everything that is due, also what becomes due by it. */
    void runDue() {
        for (Task<?> task = due(); task != null; task = due()) {
            task.run();
        }
    }

    private synchronized @Nullable Task<?> due() {
        return tasks.isEmpty() || tasks.first().due > elapsed ? null : tasks.pollFirst();
    }

    /** How long until something is due; null if nothing ever is. */
    synchronized @Nullable Duration untilNext() {
        return tasks.isEmpty() ? null : Duration.ofNanos(Math.max(0, tasks.first().due - elapsed));
    }

    /** Those that have planned what is not done yet. */
    synchronized Set<Thread> owners() {
        return tasks.stream().map(task -> task.owner).collect(Collectors.toSet());
    }

    private <V> ScheduledFuture<V> add(Task<V> task) {
        if (task.getDelay(TimeUnit.NANOSECONDS) <= 0) {
            threads.execute(task);
        } else {
            synchronized (this) {
                tasks.add(task);
            }
        }
        return task;
    }

    private synchronized long dueIn(long delay, TimeUnit unit) {
        long nanos = Math.max(0, unit.toNanos(delay));
        return elapsed + Math.min(nanos, Long.MAX_VALUE - elapsed);
    }

    private synchronized long next() {
        return ++count;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(Executors.callable(command), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(new Task<>(callable, dueIn(delay, unit), 0));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        return add(new Task<>(Executors.callable(command), dueIn(first, unit), positive(unit.toNanos(period))));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        return add(new Task<>(Executors.callable(command), dueIn(first, unit), -positive(unit.toNanos(delay))));
    }

    private static long positive(long nanos) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("time must pass between two runs, not " + nanos + " ns");
        }
        return nanos;
    }

    @Override
    public void execute(Runnable command) {
        threads.execute(command);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    /** Something that is to be done at a time, by the request of the thread that made it. */
    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {

        private final Thread owner = Thread.currentThread();
        private final long number = next();
        /** From one run to the next if positive, from the end of one to the next if negative, 0 for a single one. */
        private final long period;

        private long due;

        Task(Callable<V> callable, long due, long period) {
            super(callable);
            this.due = due;
            this.period = period;
        }

        @Override
        public void run() {
            if (period == 0) {
                super.run();
            } else if (runAndReset()) {
                synchronized (ManualTimer.this) {
                    due = period > 0 ? due + period : elapsed - period;
                    if (!isDone()) {
                        tasks.add(this);
                    }
                }
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            synchronized (ManualTimer.this) {
                tasks.remove(this);
            }
            return cancelled;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            synchronized (ManualTimer.this) {
                return unit.convert(due - elapsed, TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public int compareTo(Delayed other) {
            Task<?> task = (Task<?>) other;
            int order = Long.compare(due, task.due);
            return order == 0 ? Long.compare(number, task.number) : order;
        }
    }
}
