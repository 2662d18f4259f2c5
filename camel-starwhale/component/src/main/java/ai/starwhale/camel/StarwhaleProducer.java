// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Starwhale;
import java.time.Clock;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Does what its operation says. Only waiting is asynchronous: all else is done when {@link #process} returns. */
@ManagedResource(description = "Managed StarwhaleProducer")
public final class StarwhaleProducer extends DefaultAsyncProducer {
    private static final int MOST_LISTED = 100;

    private final StarwhaleEndpoint endpoint;
    private final Map<Operation, JobOperation> operations;
    private final JobWaits waits;
    private final Outcomes outcomes = new Outcomes(Clock.systemUTC());
    /** Camel does not tell a producer where it stands; its exchanges do. */
    private volatile @Nullable String routeId;

    private @Nullable WritableHealthCheckRepository healthChecks;
    private @Nullable ProducerHealthCheck healthCheck;

    StarwhaleProducer(StarwhaleEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operations =
                Operations.all(endpoint.getEndpointUri(), endpoint.component().routeStops());
        this.waits = endpoint.jobWaits();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ProducerOptions.check(endpoint.getConfiguration(), endpoint.client());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // Camel has it where health checks of producers are turned on.
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (repository != null) {
            healthCheck = new ProducerHealthCheck(endpoint);
            repository.addHealthCheck(healthCheck);
            healthChecks = repository;
        }
        endpoint.component().producers().add(this);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        boolean isOver;
        try {
            isOver = process(new Options(endpoint.getConfiguration(), exchange.getMessage()), exchange, callback);
        } catch (Exception e) {
            exchange.setException(e);
            isOver = true;
        }
        if (isOver) {
            done(exchange, callback, true);
        }
        return isOver;
    }

    private void done(Exchange exchange, AsyncCallback callback, boolean isInSameThread) {
        if (exchange.getException() == null) {
            outcomes.succeeded();
        } else {
            outcomes.failed(exchange.getException());
        }
        callback.done(isInSameThread);
    }

    private boolean process(Options options, Exchange exchange, AsyncCallback callback) {
        routeId = RouteStops.current(exchange);
        Operation operation = options.operation();
        Starwhale starwhale = endpoint.client();
        if (!options.awaits(operation)) {
            operation(operation).process(starwhale, options, exchange);
            return true;
        }
        waits.check(exchange);
        operation(operation).process(starwhale, options, exchange);
        // After create the header names the new job.
        return waits.begin(starwhale.job(options.job()), exchange, (job, failure) -> {
            if (job == null) {
                exchange.setException(failure);
            } else {
                PendingRequest.forget(exchange);
                JobHeaders.setWithBody(exchange.getMessage(), job);
            }
            if (!exchange.isTransacted()) {
                done(exchange, callback, false);
            }
        });
    }

    private JobOperation operation(Operation operation) {
        return Objects.requireNonNull(operations.get(operation));
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.component().producers().remove(this);
        if (healthChecks != null && healthCheck != null) {
            healthChecks.removeHealthCheck(healthCheck);
        }
        super.doStop();
    }

    /** The route of the exchange that came last; null where it was in none. */
    @Nullable String routeId() {
        return routeId;
    }

    @ManagedAttribute(description = "How many exchanges wait for the end of a job")
    public int getWaitsInProgress() {
        return waits.now().size();
    }

    @ManagedAttribute(description = "How many operations are done")
    public long getOperationsDone() {
        return outcomes.successes();
    }

    @ManagedAttribute(description = "How many operations have failed")
    public long getOperationsFailed() {
        return outcomes.failures();
    }

    @ManagedAttribute(description = "When an operation was done last")
    public @Nullable Date getLastDone() {
        return outcomes.lastSuccess();
    }

    @ManagedAttribute(description = "When an operation failed last")
    public @Nullable Date getLastFailed() {
        return outcomes.lastFailure();
    }

    @ManagedAttribute(description = "Why an operation failed last")
    public @Nullable String getLastFailure() {
        return outcomes.lastMessage();
    }

    @ManagedOperation(
            description =
                    "The jobs whose end is waited for, those first that are waited for longest, a hundred at most")
    public List<String> listWaits() {
        return waits.now().stream()
                .sorted(Comparator.comparing(JobWait::since))
                .limit(MOST_LISTED)
                .map(wait -> wait.job() + " since " + wait.since())
                .toList();
    }

    @ManagedOperation(
            description = "Ends all waits: their exchanges fail, and the jobs go on, or as the option onStop says")
    public void endWaits() {
        waits.stop("somebody ends the wait");
    }
}
