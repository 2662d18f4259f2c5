// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.lang.Thread.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Knows when this process does nothing but wait, so that time can pass. Whoever has planned something at the timer and does
 * not sleep is at work, be it that he waits for an answer from the network; so is any thread that runs, but for those that
 * wait for the outside, as a thread that accepts connections does. A thread that another one has just woken looks asleep for
 * a moment: so it is looked several times. (Those that the timer wakes are never missed if its task waits for them.)
 */
final class Stillness {

    private static final int LOOKS = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(50_000);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** The thread of a server of Java that accepts connections; of requests their own threads tell. */
    private static final String SERVER = "HTTP-Dispatcher";

    /** Where native methods are short. */
    private static final List<String> NO_INPUT = List.of("java.lang.", "java.util.", "jdk.internal.");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ManualTimer timer;
    /** Threads that waited for the outside, and the time of a processor that they had used until then. */
    private final Map<Thread, Long> outside = Collections.synchronizedMap(new WeakHashMap<>());

    private final Set<Thread> serving = ConcurrentHashMap.newKeySet();
    private final Set<Thread> observers = ConcurrentHashMap.newKeySet();

    Stillness(ManualTimer timer) {
        this.timer = timer;
    }

    /** The threads of servers that handle a request now: they say so themselves. */
    Set<Thread> serving() {
        return serving;
    }

    /** This thread is not counted from now on, until what it gives is run. */
    Runnable observe() {
        Thread current = Thread.currentThread();
        return observers.add(current) ? () -> observers.remove(current) : () -> {};
    }

    /**
     * Waits until everybody but this thread waits.
     *
     * @throws IllegalStateException if that takes very long
     */
    void await() {
        Runnable end = observe();
        try {
            long start = System.nanoTime();
            while (!isReached()) {
                if (System.nanoTime() - start > LONGEST.toNanos()) {
                    throw new IllegalStateException("the clock waits for threads that are at work for "
                            + LONGEST.toSeconds() + " s now: " + atWork() + ", requests under way: " + serving.size());
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        } finally {
            end.run();
        }
    }

    /** Whether nobody is at work, as far as it can be seen. */
    boolean isReached() {
        for (int i = 0; i < LOOKS; i++) {
            if (i > 0) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
            if (!serving.isEmpty() || !atWork().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private List<String> atWork() {
        Set<Thread> owners = timer.owners();
        List<String> names = new ArrayList<>();
        for (Thread thread : threads()) {
            if (!observers.contains(thread) && isAtWork(thread, owners)) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    private boolean isAtWork(Thread thread, Set<Thread> owners) {
        State state = thread.getState();
        return state == State.BLOCKED
                || (state == State.RUNNABLE && (owners.contains(thread) || !waitsForTheOutside(thread)));
    }

    /** Java takes a thread for running that waits in the operating system: for connections, for input. */
    private boolean waitsForTheOutside(Thread thread) {
        if (thread.getName().equals(SERVER)) {
            return true;
        }
        // To look at what a thread does takes long, and most of these never do anything.
        Long cpuTime = THREADS.getThreadCpuTime(thread.getId());
        if (cpuTime.equals(outside.get(thread))) {
            return true;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        boolean waits = stack.length > 0
                && stack[0].isNativeMethod()
                && NO_INPUT.stream().noneMatch(stack[0].getClassName()::startsWith);
        if (waits && cpuTime.equals(THREADS.getThreadCpuTime(thread.getId()))) {
            outside.put(thread, cpuTime);
        }
        return waits;
    }

    /** All threads but those of Java itself. */
    private static List<Thread> threads() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] found = new Thread[all.activeCount() + 16];
        int count = all.enumerate(found, true);
        while (count == found.length) {
            found = new Thread[2 * count];
            count = all.enumerate(found, true);
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ThreadGroup group = found[i].getThreadGroup();
            // One that has ended has none.
            if (group != null && group.getParent() != null) {
                threads.add(found[i]);
            }
        }
        return threads;
    }
}
