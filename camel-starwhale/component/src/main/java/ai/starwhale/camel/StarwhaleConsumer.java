// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Starwhale;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.util.CastUtils;

/** Polls for changes of the status of jobs, and tells of each in an exchange of its own. */
final class StarwhaleConsumer extends ScheduledBatchPollingConsumer {
    private final StarwhaleEndpoint endpoint;
    private final Clock clock = Clock.systemUTC();
    private JobStates states;
    private JobWatch watch;

    @SuppressWarnings("NullAway.Init") // Both are set when the consumer starts.
    StarwhaleConsumer(StarwhaleEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        StarwhaleConfiguration configuration = endpoint.getConfiguration();
        StateRepository<String, String> given = configuration.getStateRepository();
        if (given != null) {
            endpoint.getCamelContext().addService(given, true, true);
        }
        states = new JobStates(
                endpoint.stateRepository(),
                consumerId(configuration),
                configuration.getInitialState(),
                Options.list(configuration.getStatuses()));
        watch = watch(configuration, endpoint.client());
        super.doStart();
    }

    private JobWatch watch(StarwhaleConfiguration configuration, Starwhale starwhale) {
        if (configuration.getJob() == null) {
            return new ProjectWatch(starwhale, configuration.getProject(), states, clock);
        }
        return new SingleJobsWatch(starwhale, Options.jobs(configuration));
    }

    private String consumerId(StarwhaleConfiguration configuration) {
        String given = configuration.getConsumerId();
        if (given != null) {
            return given;
        }
        // Outside of a route, as with pollEnrich.
        return Objects.requireNonNullElseGet(
                getRouteId(),
                () -> configuration.getInstance() + "/" + configuration.getProject() + "/" + configuration.getJob());
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        List<JobInfo> seen = watch.look();
        List<JobStatusChange> changes = states.changes(seen, clock.instant());
        forceConsumerAsReady();
        return processBatch(CastUtils.cast(new ArrayDeque<Object>(changes)));
    }

    @Override
    public int processBatch(Queue<Object> changes) throws Exception {
        int total = changes.size();
        int limit = maxMessagesPerPoll > 0 ? Math.min(maxMessagesPerPoll, total) : total;
        int index = 0;
        for (; index < limit && isBatchAllowed(); index++) {
            JobStatusChange change = (JobStatusChange) changes.remove();
            Exchange exchange = exchange(change);
            exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, limit);
            exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == limit - 1);
            pendingExchanges = limit - index - 1;
            getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
        }
        // What does not fit into this poll is found again by the next one.
        changes.forEach(change -> states.release((JobStatusChange) change));
        return index;
    }

    private Exchange exchange(JobStatusChange change) {
        Exchange exchange = createExchange(true);
        Message message = exchange.getIn();
        message.setBody(change);
        JobHeaders.set(message, change.job());
        message.setHeader(StarwhaleConstants.EVENT_ID, change.eventId());
        if (change.from() != null) {
            message.setHeader(StarwhaleConstants.PREVIOUS_STATUS, change.from().name());
        }
        message.setHeader(Exchange.MESSAGE_TIMESTAMP, change.at().toEpochMilli());
        exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
            @Override
            public void onComplete(Exchange done) {
                states.commit(change);
            }

            @Override
            public void onFailure(Exchange failed) {
                states.fail(change);
            }
        });
        return exchange;
    }
}
