// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.StepSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * The job that a message asks for: a {@link JobRequest} in the body as it is; or else what a Map or a JSON object in the
 * body names, before the headers, before the options.
 */
final class JobRequests {
    private JobRequests() {}

    static JobRequest of(Options options, Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof JobRequest given) {
            return given;
        }
        JobRequest.Builder request = fromOptions(options, exchange.getContext());
        Map<?, ?> body = RequestBody.of(exchange);
        String key = body != null && RequestBody.namesKey(body) ? null : IdempotencyKeys.given(options, exchange);
        if (body != null) {
            RequestBody.apply(body, request);
        }
        if (key != null) {
            return request.idempotencyKey(key).build();
        }
        JobRequest whole = request.build();
        return whole.hasOwnKey()
                ? whole
                : request.idempotencyKey(IdempotencyKeys.scheduled(whole, exchange))
                        .build();
    }

    private static JobRequest.Builder fromOptions(Options options, CamelContext camel) {
        StarwhaleConfiguration configuration = options.configuration();
        JobRequest.Builder request = JobRequest.builder()
                .project(options.project())
                .model(configuration.getModel())
                .runHandler(configuration.getRunHandler())
                .datasets(datasets(configuration.getDatasets(), camel))
                .runtime(configuration.getRuntime())
                .resourcePool(configuration.getResourcePool())
                .devMode(configuration.isDevMode())
                .devModePassword(configuration.getDevModePassword())
                .datasetHead(configuration.getDatasetHead())
                .overwriteSpecs(overwriteSpecs(configuration.getOverwriteSpecs()))
                .comment(options.text(StarwhaleConstants.COMMENT, configuration.getComment()))
                .ifEnded(configuration.getIfEnded());
        return configuration.getTtl() > 0 ? request.ttl(Duration.ofMillis(configuration.getTtl())) : request;
    }

    /** The option, which may refer to a bean. */
    private static List<String> datasets(@Nullable String option, CamelContext camel) {
        if (option == null || !option.startsWith("#")) {
            return Options.list(option);
        }
        return datasets(CamelContextHelper.mandatoryLookup(camel, option.replaceFirst("^#(bean:)?", "")));
    }

    /** Datasets as a text with commas, a collection or an array. */
    static List<String> datasets(Object value) {
        if (value instanceof String text) {
            return Options.list(text);
        }
        Collection<?> values = value instanceof Object[] array ? Arrays.asList(array) : collection(value);
        List<String> datasets = new ArrayList<>();
        for (Object dataset : values) {
            if (!(dataset instanceof String name)) {
                throw new InvalidRequestException("datasets: texts are expected, not " + dataset, 0, null);
            }
            datasets.add(name);
        }
        return datasets;
    }

    private static Collection<?> collection(Object value) {
        if (value instanceof Collection<?> values) {
            return values;
        }
        throw new InvalidRequestException(
                "datasets is a " + value.getClass().getName() + "; a list, or a text with commas, is expected",
                0,
                null);
    }

    /** Specs as the option or a body has them. */
    static Map<String, StepSpec> overwriteSpecs(@Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> specs) {
            return StepSpec.parse(specs);
        }
        if (value instanceof String text) {
            return StepSpec.parse(text);
        }
        throw new InvalidRequestException(
                "overwriteSpecs is a " + value.getClass().getName() + "; a Map, or JSON or YAML text, is expected",
                0,
                null);
    }
}
