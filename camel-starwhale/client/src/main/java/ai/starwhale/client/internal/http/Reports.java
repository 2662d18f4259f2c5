// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.CallListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of the calls to one Server: the listener, if there is one. It cannot break a call. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final String base;
    private final @Nullable CallListener listener;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicBoolean complained = new AtomicBoolean();

    Reports(String base, @Nullable CallListener listener) {
        this.base = base;
        this.listener = listener;
    }

    String base() {
        return base;
    }

    /** The number of the next attempt, for the log. */
    long nextId() {
        return attempts.incrementAndGet();
    }

    boolean isListening() {
        return listener != null;
    }

    /** Tells the listener, if there is one. */
    void tell(Consumer<CallListener> news) {
        if (listener == null) {
            return;
        }
        try {
            news.accept(listener);
        } catch (RuntimeException e) {
            if (!complained.getAndSet(true)) {
                LOG.warn(
                        "the call listener {} failed, which is not said again",
                        listener.getClass().getName(),
                        e);
            }
        }
    }

    /** What came of something, for the listener. */
    static String outcome(@Nullable RuntimeException failure) {
        if (failure == null) {
            return CallListener.SUCCESS;
        }
        RuntimeException told = failure instanceof BusyException busy ? busy.told() : failure;
        return told.getClass().getSimpleName();
    }
}
