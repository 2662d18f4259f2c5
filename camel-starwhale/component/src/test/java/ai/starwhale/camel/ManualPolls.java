// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.service.ServiceSupport;

/** Polls when the test says so, on the test's thread: {@code scheduler=#polls}. For one consumer at a time. */
final class ManualPolls extends ServiceSupport implements ScheduledPollConsumerScheduler {
    private CamelContext camelContext;
    private Runnable task;

    void poll() {
        task.run();
    }

    @Override
    public void onInit(Consumer consumer) {}

    @Override
    public void scheduleTask(Runnable poll) {
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
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
