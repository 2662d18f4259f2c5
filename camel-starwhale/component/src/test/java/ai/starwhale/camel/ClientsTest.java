// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.starwhale.client.PageRequest;
import ai.starwhale.client.Starwhale;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who shares a client, and who closes it. */
class ClientsTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Starwhale client(String options) {
        return fixture.camel
                .getEndpoint("starwhale:job?" + options, StarwhaleEndpoint.class)
                .client();
    }

    private Starwhale given() {
        return Starwhale.builder()
                .instance(fixture.server.url())
                .token(Fixture.TOKEN)
                .swcliConfig(Path.of(Fixture.NO_SWCLI_CONFIG))
                .build();
    }

    @Test
    void endpointsWithTheSameLoginShareOne() {
        assertThat(client("operation=get")).isSameAs(client("operation=list&project=other"));
        assertThat(client("operation=get")).isNotSameAs(client("operation=get&token=canary-other"));
        assertThat(client("operation=get")).isNotSameAs(client("operation=get&responseTimeout=1s"));
        assertThat(client("operation=get")).isNotSameAs(client("operation=get&callTimeout=1s"));
        assertThat(client("operation=get")).isNotSameAs(client("operation=get&swcli=/opt/swcli"));
        assertThat(client("operation=get")).isNotSameAs(client("operation=get&proxy=http://127.0.0.1:1"));
    }

    @Test
    void oneLoginServesProducerAndConsumer() throws Exception {
        fixture.component().getConfiguration().setToken(null);
        fixture.component().getConfiguration().setUsername(Fixture.USER);
        fixture.component().getConfiguration().setPassword(Fixture.PASSWORD);
        Watcher watcher = new Watcher(fixture, "");
        watcher.poll();
        Exchange exchange = fixture.send("starwhale:job?operation=list", message -> {});
        assertThat(exchange.getException()).isNull();
        assertThat(fixture.server.requests())
                .filteredOn(request -> request.path().endsWith("/login"))
                .hasSize(1);
    }

    @Test
    void whatTheComponentMadeIsClosedWithIt() {
        Starwhale made = client("operation=get");
        fixture.component().stop();
        assertThatIllegalStateException().isThrownBy(() -> made.jobs("demo", PageRequest.of(1, 1)));
        fixture.component().start();
        assertThat(client("operation=get").jobs("demo", PageRequest.of(1, 1)).items())
                .isEmpty();
    }

    @Test
    void aClientOfTheRegistryIsUsedAndLeftOpen() {
        try (Starwhale given = given()) {
            fixture.camel.getRegistry().bind("ours", given);
            assertThat(client("operation=get&client=#ours")).isSameAs(given);
            fixture.component().stop();
            assertThat(given.jobs("demo", PageRequest.of(1, 1)).items()).isEmpty();
        }
    }

    @Test
    void theOnlyClientOfTheRegistryIsFoundByItself() throws IOException {
        try (Starwhale given = given();
                Fixture other = new Fixture(camel -> camel.getRegistry().bind("ours", given))) {
            assertThat(other.camel
                            .getEndpoint("starwhale:job?operation=get", StarwhaleEndpoint.class)
                            .client())
                    .isSameAs(given);
        }
    }
}
