// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.http.Time;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever waits is served by one thread, whatever becomes of it. */
class WaitingThreadTest {
    private final Set<Ending> waiting = ConcurrentHashMap.newKeySet();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final WaitingThread waitingThread = new WaitingThread(waiting::isEmpty, this::watch, this::failAll);
    private volatile boolean breaksDown;

    @AfterEach
    void close() {
        waitingThread.close();
    }

    private void watch() throws InterruptedException {
        threads.add(Thread.currentThread());
        while (!waitingThread.isOver()) {
            if (breaksDown) {
                throw new AssertionError("a defect");
            }
            waitingThread.pause(Time.SYSTEM, Duration.ofHours(1));
        }
    }

    private void failAll(StarwhaleException failure) {
        waiting.forEach(ending -> ending.completeExceptionally(failure));
        waiting.clear();
    }

    private Ending add() {
        Ending ending = new Ending(Runnable::run);
        waiting.add(ending);
        return ending;
    }

    private void end(Ending ending) {
        ending.cancel(false);
        waiting.remove(ending);
        waitingThread.wakeUp();
    }

    @Test
    void oneThreadServesAllAndEndsWithTheLast() {
        Ending first = waitingThread.serve(this::add);
        Ending second = waitingThread.serve(this::add);
        Awaitility.await().until(() -> threads.size() == 1);
        Thread thread = threads.element();

        end(first);
        assertThat(thread.isAlive()).isTrue();
        end(second);

        Awaitility.await().until(() -> !thread.isAlive());
        Ending third = waitingThread.serve(this::add);
        Awaitility.await().until(() -> threads.size() == 2);
        end(third);
    }

    @Test
    void nobodyWaitsForAThreadThatBrokeDown() {
        Ending waiting = waitingThread.serve(this::add);
        Awaitility.await().until(() -> threads.size() == 1);
        threads.element().setUncaughtExceptionHandler((thread, e) -> {});

        breaksDown = true;
        waitingThread.wakeUp();

        assertThatThrownBy(waiting::join)
                .rootCause()
                .isInstanceOf(AssertionError.class)
                .hasMessage("a defect");
        breaksDown = false;
        end(waitingThread.serve(this::add));
        Awaitility.await().until(() -> threads.size() == 2);
    }

    @Test
    void closingEndsTheWaitsAndTheThread() {
        Ending ending = waitingThread.serve(this::add);
        Awaitility.await().until(() -> threads.size() == 1);

        waitingThread.close();

        assertThatThrownBy(ending::join).rootCause().hasMessageContaining("the job goes on");
        Awaitility.await().until(() -> !threads.element().isAlive());
        assertThatThrownBy(() -> waitingThread.serve(this::add)).isInstanceOf(IllegalStateException.class);
    }
}
