// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final Fixture fixture = new Fixture(camel -> {
        DefaultHealthCheckRegistry registry = new DefaultHealthCheckRegistry(camel);
        camel.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        registry.setExposureLevel("full");
        registry.register(registry.resolveById("consumers"));
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
    });

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private HealthCheck.Result consumer() {
        return of("consumer:");
    }

    private HealthCheck.Result of(String prefix) {
        return HealthCheckHelper.invoke(fixture.camel).stream()
                .filter(result -> result.getCheck().getId().startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aConsumerIsDownWhileItsPollsFailAndUpAfterwards() throws Exception {
        fixture.server.revokeTokens();
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        assertThat(consumer().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(consumer().getError())
                .hasValueSatisfying(error -> assertThat(error).hasMessageContaining("JWT token is expired or invalid"));
        assertThat(consumer().getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 401);
        fixture.server.acceptToken(Fixture.TOKEN);
        watcher.poll();
        assertThat(consumer().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(consumer().getDetails()).doesNotContainKey(HealthCheck.HTTP_RESPONSE_CODE);
    }

    @Test
    void aConsumerIsUpAsSoonAsOneAnswerWasGood() throws Exception {
        Watcher watcher = new Watcher(fixture, "");
        assertThat(consumer().getState()).isEqualTo(HealthCheck.State.DOWN);
        watcher.poll();
        assertThat(consumer().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aProducerIsUpWhileItsInstanceAnswers() throws Exception {
        fixture.route(route -> route.from("direct:in").to("starwhale:job?operation=get"));
        assertThat(of("producer:starwhale-").getState()).isEqualTo(HealthCheck.State.UP);
        fixture.server.revokeTokens();
        HealthCheck.Result down = of("producer:starwhale-");
        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 401);
    }

    @Test
    void aProducerWithoutAProjectIsNotKnownToBeDown() throws Exception {
        fixture.component().getConfiguration().setProject(null);
        fixture.route(route -> route.from("direct:in").to("starwhale:job?operation=get"));
        assertThat(of("producer:starwhale-").getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    @Test
    void aProducerThatStoppedIsNotAsked() throws Exception {
        fixture.route(route -> route.from("direct:in").routeId("r").to("starwhale:job?operation=get"));
        fixture.camel.getRouteController().stopRoute("r");
        assertThat(HealthCheckHelper.invoke(fixture.camel))
                .noneMatch(result -> result.getCheck().getId().startsWith("producer:starwhale-"));
    }
}
