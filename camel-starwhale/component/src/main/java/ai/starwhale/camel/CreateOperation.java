// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.Starwhale;
import java.time.Duration;
import org.apache.camel.Exchange;

/** Makes a job: what the options say, or the {@link JobRequest} in the body. */
final class CreateOperation implements JobOperation {

    @Override
    public void process(Starwhale starwhale, Options options, Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        JobRequest request = body instanceof JobRequest given ? given : request(options);
        JobInfo job = starwhale.createJob(request).info();
        exchange.getMessage().setBody(job);
        JobHeaders.set(exchange.getMessage(), job);
    }

    private static JobRequest request(Options options) {
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
                .comment(configuration.getComment());
        if (configuration.getTtl() > 0) {
            request.ttl(Duration.ofMillis(configuration.getTtl()));
        }
        return request.build();
    }
}
