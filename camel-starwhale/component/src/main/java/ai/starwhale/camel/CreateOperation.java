// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.Starwhale;
import org.apache.camel.Exchange;

/** Makes a job: what the body, the headers and the options say, in this order. */
final class CreateOperation implements JobOperation {
    private final String endpoint;

    /** {@code endpoint} is the URI of the endpoint of which this is an operation. */
    CreateOperation(String endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void process(Starwhale starwhale, Options options, Exchange exchange) {
        JobRequest request = PendingRequest.of(endpoint, exchange, () -> JobRequests.of(options, exchange));
        // Not createJob, which waits for the end on a Standalone instance.
        JobInfo job = starwhale.startJob(request).info();
        if (options.awaits(Operation.create)) {
            PendingRequest.made(exchange, job);
        } else {
            PendingRequest.forget(exchange);
        }
        JobHeaders.setWithBody(exchange.getMessage(), job);
    }
}
