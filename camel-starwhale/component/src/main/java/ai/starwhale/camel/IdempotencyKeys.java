// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.util.Date;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The key of which there is one job, for a message that asks for one. */
final class IdempotencyKeys {
    /** Set by Camel's Quartz component; the same on every node that takes over a fire. */
    private static final String SCHEDULED_FIRE_TIME = "scheduledFireTime";

    private IdempotencyKeys() {}

    /** The key, or null where one is to be made up. */
    static @Nullable String of(Options options, Exchange exchange) {
        Message message = exchange.getMessage();
        String header = message.getHeader(StarwhaleConstants.IDEMPOTENCY_KEY, String.class);
        if (header != null) {
            return header;
        }
        String option = options.configuration().getIdempotencyKey();
        if (option != null) {
            return option.contains("${") ? evaluated(option, exchange) : option;
        }
        Date fire = message.getHeader(SCHEDULED_FIRE_TIME, Date.class);
        return fire == null ? null : scheduled(options, exchange, fire);
    }

    private static String evaluated(String expression, Exchange exchange) {
        return exchange.getContext()
                .resolveLanguage("simple")
                .createExpression(expression)
                .evaluate(exchange, String.class);
    }

    /** One fire of a schedule may create several jobs: they differ in what they run. */
    private static String scheduled(Options options, Exchange exchange, Date fire) {
        StarwhaleConfiguration configuration = options.configuration();
        return String.join(
                " ",
                exchange.getFromRouteId(),
                fire.toInstant().toString(),
                options.project(),
                configuration.getModel(),
                configuration.getRunHandler(),
                configuration.getDatasets());
    }
}
