// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobRequest;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * A request of an exchange for a job that it has not got yet, or whose end it has not seen yet. A redelivery repeats it,
 * with the key that was made up for it. Copies of a message that are routed on their own have their own.
 */
record PendingRequest(CreateOperation step, String exchangeId, JobRequest request) {
    private static final String PROPERTY = "CamelStarwhalePendingRequest";

    /** The request that is pending for this step, or else this one from now on. */
    static JobRequest of(CreateOperation step, Exchange exchange, Supplier<JobRequest> request) {
        PendingRequest pending = exchange.getProperty(PROPERTY, PendingRequest.class);
        if (pending != null && pending.step.equals(step) && pending.exchangeId.equals(exchange.getExchangeId())) {
            return pending.request;
        }
        JobRequest made = request.get();
        exchange.setProperty(PROPERTY, new PendingRequest(step, exchange.getExchangeId(), made));
        return made;
    }

    /** The exchange has what it asked for. */
    static void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    /** Without the request, which ends up in logs of all properties. */
    @Override
    public String toString() {
        return "a request to create a job";
    }
}
