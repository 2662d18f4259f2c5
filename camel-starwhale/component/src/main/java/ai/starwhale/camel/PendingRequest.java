// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import java.io.InputStream;
import java.io.Reader;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * A request of an exchange for a job that it has not got yet, or whose end it has not seen yet. A redelivery repeats it,
 * with the key that was made up for it. Copies of a message that are routed on their own have their own.
 *
 * @param endpoint the endpoint's URI, as each redelivery may have a producer of its own
 * @param round the round of the loop that it was made in, if any
 * @param body what the request was made of
 * @param job the job that it made, if that is known
 */
record PendingRequest(
        String endpoint,
        String exchangeId,
        @Nullable Object round,
        @Nullable Object body,
        JobRequest request,
        @Nullable JobInfo job) {
    private static final String PROPERTY = "CamelStarwhalePendingRequest";

    /** The request that is pending here if the message asks for the same, or else this one from now on. */
    static JobRequest of(String endpoint, Exchange exchange, Supplier<JobRequest> request) {
        Object body = exchange.getMessage().getBody();
        Object round = exchange.getProperty(ExchangePropertyKey.LOOP_INDEX);
        PendingRequest pending = exchange.getProperty(PROPERTY, PendingRequest.class);
        boolean isOfThis = pending != null
                && pending.endpoint.equals(endpoint)
                && pending.exchangeId.equals(exchange.getExchangeId())
                && Objects.equals(pending.round, round);
        if (isOfThis && pending.isShownBy(body)) {
            return pending.request;
        }
        JobRequest made = request.get();
        if (isOfThis && pending.asksForWhat(made)) {
            return pending.request;
        }
        exchange.setProperty(PROPERTY, new PendingRequest(endpoint, exchange.getExchangeId(), round, body, made, null));
        return made;
    }

    /** The job was made; its end is not known yet. */
    static void made(Exchange exchange, JobInfo job) {
        PendingRequest pending = exchange.getProperty(PROPERTY, PendingRequest.class);
        exchange.setProperty(
                PROPERTY,
                new PendingRequest(
                        pending.endpoint, pending.exchangeId, pending.round, pending.body, pending.request, job));
    }

    /** The exchange has what it asked for. */
    static void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    /** Whether this body need not be read: it is the job, or a stream, which cannot be read twice. */
    private boolean isShownBy(@Nullable Object present) {
        boolean isStream =
                present instanceof InputStream || present instanceof Reader || present instanceof StreamCache;
        return present != null && (present == job || (isStream && present == body));
    }

    private boolean asksForWhat(JobRequest other) {
        return IdempotencyKeys.wanted(request).equals(IdempotencyKeys.wanted(other))
                && String.valueOf(request.comment()).equals(String.valueOf(other.comment()))
                && request.hasOwnKey() == other.hasOwnKey()
                && (!request.hasOwnKey() || request.idempotencyKey().equals(other.idempotencyKey()));
    }

    /** Without the request, which ends up in logs of all properties. */
    @Override
    public String toString() {
        return "a request to create a job";
    }
}
