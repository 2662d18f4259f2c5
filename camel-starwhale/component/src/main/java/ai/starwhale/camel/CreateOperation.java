// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.Starwhale;
import ai.starwhale.client.StepSpec;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes a job: what the options say, or the {@link JobRequest} in the body. */
final class CreateOperation implements JobOperation {
    private static final String PENDING = "CamelStarwhalePendingRequest";

    @Override
    public void process(Starwhale starwhale, Options options, Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        JobRequest request = body instanceof JobRequest given ? given : pending(options, exchange);
        JobInfo job = starwhale.createJob(request).info();
        exchange.removeProperty(PENDING);
        exchange.getMessage().setBody(job);
        JobHeaders.set(exchange.getMessage(), job);
    }

    /** The same request again for a redelivery, so that the key that was made up for it is the same too. */
    private JobRequest pending(Options options, Exchange exchange) {
        Pending pending = exchange.getProperty(PENDING, Pending.class);
        if (pending != null && pending.isOf(this, exchange)) {
            return pending.request;
        }
        JobRequest request = request(options, exchange);
        exchange.setProperty(PENDING, new Pending(this, exchange.getExchangeId(), request));
        return request;
    }

    private static JobRequest request(Options options, Exchange exchange) {
        StarwhaleConfiguration configuration = options.configuration();
        JobRequest.Builder request = JobRequest.builder()
                .project(options.project())
                .model(configuration.getModel())
                .runHandler(configuration.getRunHandler())
                .datasets(Options.list(configuration.getDatasets()))
                .runtime(configuration.getRuntime())
                .resourcePool(configuration.getResourcePool())
                .devMode(configuration.isDevMode())
                .devModePassword(configuration.getDevModePassword())
                .datasetHead(configuration.getDatasetHead())
                .overwriteSpecs(overwriteSpecs(configuration.getOverwriteSpecs()))
                .comment(configuration.getComment())
                .idempotencyKey(IdempotencyKeys.of(options, exchange))
                .ifEnded(configuration.getIfEnded());
        if (configuration.getTtl() > 0) {
            request.ttl(Duration.ofMillis(configuration.getTtl()));
        }
        return request.build();
    }

    private static Map<String, StepSpec> overwriteSpecs(@Nullable Object option) {
        if (option == null) {
            return Map.of();
        }
        if (option instanceof Map<?, ?> specs) {
            return StepSpec.parse(specs);
        }
        if (option instanceof String text) {
            return StepSpec.parse(text);
        }
        throw new InvalidRequestException(
                "overwriteSpecs is a " + option.getClass().getName() + "; a Map, or JSON or YAML text, is expected",
                0,
                null);
    }

    /** A request that has not made its job yet. Copies of a message that are routed on their own have their own. */
    private record Pending(CreateOperation step, String exchangeId, JobRequest request) {

        boolean isOf(CreateOperation operation, Exchange exchange) {
            return step.equals(operation) && exchangeId.equals(exchange.getExchangeId());
        }

        /** Without the request, which ends up in logs of all properties. */
        @Override
        public String toString() {
            return "a request to create a job";
        }
    }
}
