// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobChanges;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.jspecify.annotations.Nullable;

/** What a consumer tells of itself to those who operate it. Public, because JMX calls it. */
public abstract class ManagedJobConsumer extends ScheduledBatchPollingConsumer {
    private static final int MOST_LISTED = 100;

    private final Outcomes polls = new Outcomes(Clock.systemUTC());
    private final Outcomes tellings = new Outcomes(Clock.systemUTC());
    private volatile OpenNews open = new OpenNews();
    private volatile int jobsKnown;
    private volatile int jobsActive;

    ManagedJobConsumer(StarwhaleEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /** From now on this is the news that there is. */
    void watch(OpenNews news) {
        open = news;
    }

    /** A poll was answered. */
    void polled(JobChanges changes) {
        jobsKnown = changes.known();
        jobsActive = changes.active();
        polls.succeeded();
    }

    /** How its polls went: whether the instance answered, and the state could be stored. */
    Outcomes polls() {
        return polls;
    }

    /** How the exchanges went that told of a change. */
    Outcomes tellings() {
        return tellings;
    }

    /** What nobody is done with. */
    OpenNews open() {
        return open;
    }

    @ManagedAttribute(description = "When the instance answered last")
    public @Nullable Date getLastGoodPoll() {
        return polls.lastSuccess();
    }

    @ManagedAttribute(description = "When a poll failed last")
    public @Nullable Date getLastFailedPoll() {
        return polls.lastFailure();
    }

    @ManagedAttribute(description = "Why a poll failed last")
    public @Nullable String getLastPollFailure() {
        return polls.lastMessage();
    }

    @ManagedAttribute(description = "How many polls have failed")
    public long getPollsFailed() {
        return polls.failures();
    }

    @ManagedAttribute(description = "How many jobs were seen since the consumer started")
    public int getJobsKnown() {
        return jobsKnown;
    }

    @ManagedAttribute(description = "How many of them had not ended when they were seen last")
    public int getJobsActive() {
        return jobsActive;
    }

    @ManagedAttribute(description = "How many changes were told, to exchanges that are done")
    public long getChangesTold() {
        return tellings.successes();
    }

    @ManagedAttribute(description = "How many changes are being told, to exchanges that are not done yet")
    public int getChangesUnderWay() {
        return open.counts().underWay();
    }

    @ManagedAttribute(description = "How many changes the next poll tells first")
    public int getChangesWaiting() {
        return open.counts().waiting();
    }

    @ManagedAttribute(
            description = "How many changes are to be told again: their exchange failed, or they could not be told")
    public int getChangesFailed() {
        return open.counts().failed();
    }

    @ManagedAttribute(
            description = "How many changes wait for an earlier one of their job, which failed or is under way")
    public int getChangesHeldBack() {
        return open.counts().heldBack();
    }

    @ManagedAttribute(description = "When an exchange failed last that told of a change")
    public @Nullable Date getLastFailedExchange() {
        return tellings.lastFailure();
    }

    @ManagedAttribute(description = "Why that exchange failed")
    public @Nullable String getLastExchangeFailure() {
        return tellings.lastMessage();
    }

    @ManagedOperation(description = "The event ids of changes that are to be told again, a hundred at most")
    public List<String> failedChanges() {
        return open.failed(MOST_LISTED).stream().map(JobNews::eventId).toList();
    }
}
