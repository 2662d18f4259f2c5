// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.http.Time;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread in which all that wait for the ends of an instance's jobs are served. It is there while somebody waits,
 * and nobody waits without it.
 */
public final class WaitingThread implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingThread.class);

    private final BooleanSupplier nobodyWaits;
    private final Watch watch;
    private final Consumer<StarwhaleException> failAll;
    private final Semaphore wakeUp = new Semaphore(0);
    private @Nullable Thread thread;
    private boolean closed;

    /** What is done in the thread. */
    @FunctionalInterface
    public interface Watch {

        /** Serves those who wait until the thread {@linkplain #isOver is over}. */
        void run() throws InterruptedException;
    }

    /**
     * Starts nothing yet.
     *
     * @param nobodyWaits whether the thread may end
     * @param failAll ends all waits with a failure
     */
    public WaitingThread(BooleanSupplier nobodyWaits, Watch watch, Consumer<StarwhaleException> failAll) {
        this.nobodyWaits = nobodyWaits;
        this.watch = watch;
        this.failAll = failAll;
    }

    /** Adds one who waits. */
    public synchronized Ending serve(Supplier<Ending> newcomer) {
        if (closed) {
            throw new IllegalStateException("this client is closed");
        }
        Ending ending = newcomer.get();
        if (thread == null) {
            thread = new Thread(this::run, "starwhale-await");
            thread.setDaemon(true);
            thread.start();
        }
        wakeUp.release();
        return ending;
    }

    /** There is something to look at. */
    public void wakeUp() {
        wakeUp.release();
    }

    /** Waits until it is {@linkplain #wakeUp woken}, at most so long. */
    public void pause(Time time, Duration longest) throws InterruptedException {
        time.await(wakeUp, longest);
    }

    /** Whether nobody waits any more, and if so leaves the place to another thread. */
    public synchronized boolean isOver() {
        if (thread != Thread.currentThread()) {
            return true;
        }
        if (nobodyWaits.getAsBoolean()) {
            thread = null;
            return true;
        }
        return closed;
    }

    /** Whether no one is served any more. */
    public synchronized boolean isClosed() {
        return closed;
    }

    private void run() {
        try {
            watch.run();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("waiting for the ends of jobs has failed", e);
            breakDown(new StarwhaleException("waiting for the ends of jobs has failed", e));
            throw e;
        }
    }

    /** Nobody may wait for a thread that is not there any more. */
    private synchronized void breakDown(StarwhaleException reason) {
        thread = null;
        failAll.accept(reason);
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        failAll.accept(new StarwhaleException(
                "the client was closed while the end of a job was waited for; the job goes on", null));
        if (running != null) {
            running.interrupt();
        }
    }
}
