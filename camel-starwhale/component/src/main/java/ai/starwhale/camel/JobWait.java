// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.camel.RouteStop.Stoppable;
import ai.starwhale.client.Job;
import ai.starwhale.client.JobInfo;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that waits for the end of a job.
 *
 * @param end completes when the wait is over
 * @param limit how long it waits at most, in milliseconds; 0 is without limit
 * @param routeId the route in which it waits; null outside of a route
 */
record JobWait(
        Job job,
        CompletableFuture<JobInfo> end,
        Instant since,
        long limit,
        @Nullable String routeId,
        String exchangeId) implements Stoppable {

    /** A wait that begins now. */
    static JobWait begin(Job job, CompletableFuture<JobInfo> end, long limit, Exchange exchange) {
        return new JobWait(job, end, Instant.now(), limit, RouteStops.current(exchange), exchange.getExchangeId());
    }

    @Override
    public void stop(String why) {
        end.completeExceptionally(new AwaitStoppedException(why, null));
    }
}
