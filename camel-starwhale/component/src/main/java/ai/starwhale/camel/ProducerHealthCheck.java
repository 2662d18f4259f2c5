// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.StarwhaleException;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/** Whether the instance of a producer answers, and lets its user see the project: one small request. */
final class ProducerHealthCheck implements HealthCheck {
    private final StarwhaleEndpoint endpoint;
    private boolean enabled;

    ProducerHealthCheck(StarwhaleEndpoint endpoint) {
        this.endpoint = endpoint;
        this.enabled = endpoint.component().isHealthCheckProducerEnabled();
    }

    @Override
    public Result call(@Nullable Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        if (!enabled) {
            return result.detail(CHECK_ENABLED, false)
                    .message("Disabled")
                    .unknown()
                    .build();
        }
        try {
            endpoint.client().jobs(endpoint.getConfiguration().getProject(), PageRequest.of(1, 1));
            return result.up().build();
        } catch (InvalidRequestException noProject) {
            // Each message says which, and none is asked for here.
            return result.unknown().message(noProject.getMessage()).build();
        } catch (StarwhaleException e) {
            if (e.httpStatus() != 0) {
                result.detail(HTTP_RESPONSE_CODE, e.httpStatus());
            }
            return result.down().message(e.getMessage()).error(e).build();
        }
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return "producer:starwhale-" + endpoint.getId();
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }
}
