// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Starwhale;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Does what its operation says. Only waiting is asynchronous: all else is done when {@link #process} returns. */
final class StarwhaleProducer extends DefaultAsyncProducer {
    private final StarwhaleEndpoint endpoint;
    private final Map<Operation, JobOperation> operations = Operations.all();
    private final JobWaits waits;
    private @Nullable WritableHealthCheckRepository healthChecks;
    private @Nullable ProducerHealthCheck healthCheck;

    StarwhaleProducer(StarwhaleEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
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
            callback.done(true);
        }
        return isOver;
    }

    private boolean process(Options options, Exchange exchange, AsyncCallback callback) {
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
                callback.done(false);
            }
        });
    }

    private JobOperation operation(Operation operation) {
        return Objects.requireNonNull(operations.get(operation));
    }

    @Override
    protected void doStop() throws Exception {
        waits.stop();
        if (healthChecks != null && healthCheck != null) {
            healthChecks.removeHealthCheck(healthCheck);
        }
        super.doStop();
    }
}
