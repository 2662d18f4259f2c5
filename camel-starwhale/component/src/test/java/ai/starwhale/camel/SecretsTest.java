// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.JobRequest;
import java.io.IOException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are given in addresses, and are told to nobody. */
class SecretsTest {
    private static final String SECRETS = "token=canary-token-1&username=canary-user&password=canary-password-2"
            + "&devModePassword=canary-password-3";
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "token=canary-1",
                "username=canary-2",
                "password=canary-3",
                "devModePassword=canary-4",
                "password=RAW(canary-5&canary-6)"
            })
    void anEndpointIsShownWithoutThem(String secret) {
        Endpoint endpoint = fixture.camel.getEndpoint("starwhale:job?operation=get&" + secret);
        assertThat(endpoint.toString()).contains("xxxxxx").doesNotContain("canary");
        assertThat(fixture.component().getConfiguration().toString()).doesNotContain("canary");
    }

    @Test
    void anEndpointStillHasThem() {
        StarwhaleEndpoint endpoint =
                fixture.camel.getEndpoint("starwhale:job?operation=get&" + SECRETS, StarwhaleEndpoint.class);
        assertThat(endpoint.getConfiguration().getToken()).isEqualTo("canary-token-1");
        assertThat(endpoint.getConfiguration().getUsername()).isEqualTo("canary-user");
        assertThat(endpoint.getConfiguration().getPassword()).isEqualTo("canary-password-2");
        assertThat(endpoint.getConfiguration().getDevModePassword()).isEqualTo("canary-password-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starwhale:job?operation=destroy&", "starwhale:job?nosuch=1&", "starwhale:foo?"})
    void anAddressThatCannotBeUsedIsShownWithoutThem(String start) {
        assertThatThrownBy(() -> fixture.camel.getEndpoint(start + SECRETS))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .satisfies(SecretsTest::assertTellsNothing);
    }

    @Test
    void aRouteThatCannotStartIsShownWithoutThem() {
        assertThatThrownBy(() -> fixture.route(route ->
                        route.from("starwhale:job?fetchSize=many&" + SECRETS).to("mock:none")))
                .satisfies(SecretsTest::assertTellsNothing);
    }

    @Test
    void anExchangeThatFailsTellsNothingOfThem() throws Exception {
        fixture.component().getConfiguration().setToken(null);
        fixture.route(route -> route.from("direct:in")
                .to("starwhale:job?operation=get&job=1&username=starwhale&password=canary-wrong"));
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(exchange.getException()).isNotNull().satisfies(SecretsTest::assertTellsNothing);
    }

    @Test
    void aRequestInTheBodyIsShownWithoutItsPassword() throws Exception {
        fixture.route(route -> route.from("direct:in").log("${body}").setBody(route.simple("${body}")));
        JobRequest request = JobRequest.builder()
                .model("mnist")
                .runHandler("evaluator:evaluate")
                .devMode(true)
                .devModePassword("canary-password-9")
                .build();
        Exchange exchange =
                fixture.send("direct:in", message -> message.getMessage().setBody(request));
        assertThat(exchange.getMessage().getBody(String.class))
                .contains("mnist")
                .doesNotContain("canary");
    }

    private static void assertTellsNothing(Throwable failure) {
        assertThat(failure).isNotNull();
        assertThat(Throwables.getStackTrace(failure)).doesNotContain("canary");
    }
}
