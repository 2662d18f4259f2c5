// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobChanges;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Starwhale;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.Watch;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;

/** Polls for changes of the status of jobs, and tells of each in an exchange of its own. */
@ManagedResource(description = "Managed StarwhaleConsumer")
public final class StarwhaleConsumer extends ManagedJobConsumer {
    private final StarwhaleEndpoint endpoint;
    private final Clock clock = Clock.systemUTC();
    private JobStates states;
    private JobChanges changes;
    /** The first reason why one of the changes of this poll could not be told. */
    private @Nullable RuntimeException failure;

    @SuppressWarnings("NullAway.Init") // Both are set when the consumer starts.
    StarwhaleConsumer(StarwhaleEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ConsumerOptions.check(endpoint.getConfiguration(), endpoint.client());
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
                ConsumerOptions.statuses(configuration));
        changes = changes(configuration, endpoint.client());
        watch(states.open());
        super.doStart();
        endpoint.component().consumers().add(this);
    }

    private JobChanges changes(StarwhaleConfiguration configuration, Starwhale starwhale) {
        if (configuration.getJob() != null) {
            return new GivenJobs(starwhale, Options.jobs(configuration));
        }
        String position = states.position();
        Watch watch = Watch.from(position == null || position.isEmpty() ? null : position)
                .feed(configuration.isChangeFeed())
                .sweepInterval(Duration.ofMillis(configuration.getSweepInterval()));
        return starwhale.changes(configuration.getProject(), watch);
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
        failure = null;
        try {
            states.see(changes.poll(), changes.began());
            // What cannot be kept is better not told.
            states.save(changes);
            int most = maxMessagesPerPoll > 0 ? maxMessagesPerPoll : Integer.MAX_VALUE;
            Queue<Object> told = tell(states.next(most));
            if (failure == null) {
                forceConsumerAsReady();
                // Not behind the exchanges, which may take long.
                polled(changes);
            }
            int count = processBatch(told);
            if (told.isEmpty()) {
                // What waited for one of these may have another status at the next poll.
                count += processBatch(tell(states.heldBack(changes.began(), most - count)));
            }
            states.save(changes);
            if (failure != null) {
                // The others were told.
                throw failure;
            }
            return count;
        } catch (Exception e) {
            polls().failed(e);
            if (e instanceof StarwhaleException failure && failure.httpStatus() > 0) {
                addLastErrorDetail(HealthCheck.HTTP_RESPONSE_CODE, failure.httpStatus());
            }
            throw e;
        }
    }

    /** All that there is to tell of these changes. A job that cannot be asked for waits alone. */
    private Queue<Object> tell(List<JobNews> next) {
        Map<String, StarwhaleException> failures = new HashMap<>();
        Map<String, JobInfo> infos = changes.jobs(
                next.stream().map(JobNews::job).toList(), (change, reason) -> failures.put(change.uuid(), reason));
        Queue<Object> told = new ArrayDeque<>();
        for (JobNews news : next) {
            JobInfo info = infos.get(news.uuid());
            StarwhaleException reason = failures.get(news.uuid());
            if (info != null) {
                told.add(new Telling(news, info));
            } else if (reason != null) {
                states.fail(news);
                failed(reason);
            } else {
                states.drop(news);
            }
        }
        return told;
    }

    private void failed(RuntimeException reason) {
        failure = Objects.requireNonNullElse(failure, reason);
    }

    @Override
    public int processBatch(Queue<Object> told) throws Exception {
        int total = told.size();
        int index = 0;
        // What does not begin is told by the next poll.
        for (; index < total && isBatchAllowed(); index++) {
            Telling telling = (Telling) told.remove();
            pendingExchanges = total - index - 1;
            Exchange exchange = begin(telling);
            if (exchange == null) {
                continue;
            }
            exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
            exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
            getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
        }
        return index;
    }

    /** The exchange that tells of this; null if that cannot be stored, so that it waits alone. */
    private @Nullable Exchange begin(Telling telling) {
        try {
            states.begin(telling.news());
            return exchange(telling);
        } catch (RuntimeException e) {
            states.fail(telling.news());
            failed(e);
            return null;
        }
    }

    private Exchange exchange(Telling telling) {
        JobNews news = telling.news();
        Exchange exchange = createExchange(true);
        telling.fill(exchange, clock.instant());
        exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
            @Override
            public void onComplete(Exchange done) {
                try {
                    states.commit(news);
                    tellings().succeeded();
                } catch (RuntimeException e) {
                    tellings().failed(e);
                    throw e;
                }
            }

            @Override
            public void onFailure(Exchange failed) {
                states.fail(news);
                tellings().failed(failed.getException());
            }
        });
        return exchange;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        endpoint.component().consumers().remove(this);
        if (states != null && states.position() != null) {
            // Exchanges may have been done since the last poll.
            states.save(changes);
        }
    }
}
