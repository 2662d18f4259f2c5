// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobRequest;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The key of which there is one job, for a message that asks for one. */
final class IdempotencyKeys {
    /** Set by Camel's Quartz component; the same on every node that takes over a fire. */
    private static final String SCHEDULED_FIRE_TIME = "scheduledFireTime";

    private IdempotencyKeys() {}

    /** The key of the header or the option, or null where there is none. */
    static @Nullable String given(Options options, Exchange exchange) {
        Message message = exchange.getMessage();
        String header = message.getHeader(StarwhaleConstants.IDEMPOTENCY_KEY, String.class);
        if (header != null) {
            return header;
        }
        return SimpleOption.evaluated("idempotencyKey", options.configuration().getIdempotencyKey(), exchange);
    }

    /**
     * The key behind a schedule, or null where one is to be made up. One fire may create several jobs: they differ in
     * something that makes them other jobs, which a comment or a password does not.
     */
    static @Nullable String scheduled(JobRequest request, Exchange exchange) {
        Date fire = exchange.getMessage().getHeader(SCHEDULED_FIRE_TIME, Date.class);
        if (fire == null) {
            return null;
        }
        // A list tells where one part ends, and an absent one from an empty one.
        return String.valueOf(Arrays.asList(exchange.getFromRouteId(), fire.toInstant(), wanted(request)));
    }

    /** What makes a job another job. */
    static List<?> wanted(JobRequest request) {
        return Arrays.asList(
                request.project(),
                request.model(),
                request.runHandler(),
                List.copyOf(request.datasets()),
                request.runtime(),
                request.resourcePool(),
                request.ttl(),
                request.devMode(),
                request.datasetHead(),
                new TreeMap<>(request.overwriteSpecs()));
    }
}
