// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.time.Duration;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Lets a consumer of Camel poll when a test says so, or as often as a clock makes it, so that a night of polls takes a
 * second:
 *
 * <pre>{@code
 * ManualPolls polls = new ManualPolls(clock, Duration.ofMinutes(1));
 * camel.getRegistry().bind("polls", polls);
 * from("starwhale:job?scheduler=#polls")...
 * polls.pass(Duration.ofHours(8));
 * }</pre>
 *
 * <p>A poll, and the route behind it, runs on the thread of the test. One is for one consumer at a time;
 * the route of another one does not start with it. The API of Camel is
 * an optional dependency of the testkit, as for {@link StarwhaleCamel}.
 */
public final class ManualPolls implements ScheduledPollConsumerScheduler {

    private final ManualClock clock;
    private final Duration interval;
    private volatile @Nullable CamelContext camelContext;
    private volatile @Nullable Runnable task;

    /**
     * Polls of one consumer.
     *
     * @param interval how often it polls while the clock goes on
     */
    public ManualPolls(ManualClock clock, Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("time must pass between polls, not " + interval);
        }
        this.clock = clock;
        this.interval = interval;
    }

    /**
     * One poll, at the present time. If it waits for its time, as for another try of a request, that time passes; so with a
     * client that goes by the clock's {@linkplain ManualClock#timer timer}.
     *
     * @throws IllegalStateException if no consumer has this scheduler, or its route does not run
     */
    public void poll() {
        Runnable poll = task;
        if (poll == null) {
            throw new IllegalStateException("nobody polls: no route with scheduler=#... of this bean has started");
        }
        try {
            clock.passWhile(Executors.callable(poll));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Lets so much time pass, with a poll whenever the interval is over. The clock jumps from poll to poll: what a client has
     * to do in between is done once, at the end of the interval, which is therefore shorter than a call may take.
     */
    public void pass(Duration time) {
        Duration left = time;
        while (left.compareTo(interval) >= 0) {
            clock.advance(interval);
            left = left.minus(interval);
            poll();
        }
        clock.advance(left);
    }

    @Override
    public void onInit(Consumer consumer) {}

    /** @throws IllegalStateException if another consumer has this scheduler already, and would never poll again */
    @Override
    public void scheduleTask(Runnable poll) {
        Runnable other = task;
        if (other != null && !other.equals(poll)) {
            throw new IllegalStateException(
                    "another consumer polls by this already: each needs a ManualPolls of its own");
        }
        task = poll;
    }

    @Override
    public void unscheduleTask() {
        task = null;
    }

    @Override
    public void startScheduler() {}

    @Override
    public boolean isSchedulerStarted() {
        return task != null;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void shutdown() {}
}
