// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.testkit.Answer;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One clear exception for each thing that goes wrong at the instance. */
class FailuresInRoutesTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    /** What a route tells that catches this exception and none other. */
    private String caught(Class<? extends Throwable> type, String uri) throws Exception {
        fixture.route(route -> {
            route.onException(type).handled(true).setBody(route.exceptionMessage());
            route.from("direct:in").to(uri);
        });
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    @Test
    void aWrongPassword() throws Exception {
        fixture.component().getConfiguration().setToken(null);
        assertThat(caught(
                        NotAuthenticatedException.class,
                        "starwhale:job?operation=get&job=1&username=starwhale&password=canary-wrong"))
                .isEqualTo("cannot log in as 'starwhale' on " + fixture.server.url()
                        + ": Wrong username or password (401); check the password of user 'starwhale'");
    }

    @Test
    void atokenThatExpired() throws Exception {
        fixture.server.revokeTokens();
        assertThat(caught(NotAuthenticatedException.class, "starwhale:job?operation=get&job=1"))
                .isEqualTo("cannot get job 1 of project demo on " + fixture.server.url()
                        + ": JWT token is expired or invalid. (401); the token may have expired: log in again");
    }

    @Test
    void anUnknownProject() throws Exception {
        assertThat(caught(NotFoundException.class, "starwhale:job?operation=list&project=nosuch"))
                .startsWith("cannot list the jobs of project nosuch on " + fixture.server.url() + ": ")
                .endsWith("Unable to find project nosuch, you may use OWNER:PROJECT or project id to access the"
                        + " project (404)");
    }

    @Test
    void anUnknownJob() throws Exception {
        assertThat(caught(NotFoundException.class, "starwhale:job?operation=summary&job=999"))
                .isEqualTo("cannot get job 999 of project demo on " + fixture.server.url()
                        + ": Resource is not found Starwhale Bundle 999 (404)");
    }

    @Test
    void aServerThatIsDown() throws Exception {
        String url = fixture.server.url();
        fixture.server.close();
        assertThat(caught(UnavailableException.class, "starwhale:job?operation=get&job=1"))
                .startsWith("cannot get job 1 of project demo on " + url + ": no connection can be made (");
    }

    @Test
    void aServerThatAnswersAPageForPeople() throws Exception {
        fixture.server.intercept(request -> Answer.html(200));
        assertThat(caught(ProtocolException.class, "starwhale:job?operation=get&job=1"))
                .isEqualTo("cannot get job 1 of project demo on " + fixture.server.url()
                        + ": it answered an HTML page (200); is this the address of a Starwhale Server?");
    }

    @Test
    void aFailureThatNobodyCatchesEndsTheExchange() throws Exception {
        fixture.route(route -> route.from("direct:in").to("starwhale:job?operation=get&job=999"));
        assertThat(fixture.send("direct:in", message -> {}).getException()).isInstanceOf(NotFoundException.class);
    }
}
