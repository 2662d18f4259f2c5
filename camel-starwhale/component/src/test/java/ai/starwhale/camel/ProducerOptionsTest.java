// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.camel.FailedToStartRouteException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that cannot work keep a route from starting, with a message that names them. */
class ProducerOptionsTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "operation=rows&fetchSize=0 > option fetchSize=0: from 1 to 1000 rows",
                "operation=rows&fetchSize=1001 > option fetchSize=1001: from 1 to 1000 rows",
                "operation=rows&table=RAW( ) > option table is blank",
                "operation=list&pageIndex=0 > option pageIndex or pageSize: page index 0: pages are counted from 1",
                "operation=create&ttl=5 > option ttl=5: at least one second is expected",
                "operation=create&datasetHead=-1 > option datasetHead=-1: 0 or more is expected",
                "operation=create&model=RAW( ) > option model is blank",
                "operation=await&awaitTimeout=-1 > option awaitTimeout=-1: 0 or more is expected",
                "operation=create&overwriteSpecs={\"run\":{\"replicas\":0}} > option overwriteSpecs: step 'run':"
                        + " replicas 0: at least 1 is expected",
                "operation=create&overwriteSpecs=#number > option overwriteSpecs: overwriteSpecs is a java.lang.Integer;"
                        + " a Map, or JSON or YAML text, is expected"
            })
    void keepTheRouteFromStarting(String options, String told) {
        fixture.camel.getRegistry().bind("number", 7);
        assertRefused(options, told);
    }

    @Test
    void aUserWithoutPassword() {
        fixture.component().getConfiguration().setToken(null);
        assertRefused("operation=list&username=starwhale", "username and password are given together, or a token");
    }

    private void assertRefused(String options, String told) {
        assertThatThrownBy(() -> fixture.route(route -> route.from("direct:in").to("starwhale:job?" + options)))
                .isInstanceOf(FailedToStartRouteException.class)
                .hasStackTraceContaining("IllegalArgumentException: " + told);
        assertThat(fixture.server.requests()).isEmpty();
    }

    @Test
    void aJobThatIsNoAddress() {
        assertThatThrownBy(() ->
                        fixture.route(route -> route.from("direct:in").to("starwhale:job?operation=get&job=a/b/c")))
                .isInstanceOf(FailedToStartRouteException.class)
                .hasStackTraceContaining("option job: ");
    }

    @Test
    void aProducerThatStartsLazilySaysSoWithTheFirstMessage() throws Exception {
        fixture.route(
                route -> route.from("direct:in").to("starwhale:job?operation=rows&fetchSize=0&lazyStartProducer=true"));
        assertThat(fixture.send("direct:in", message -> {}).getException())
                .hasStackTraceContaining("option fetchSize=0: from 1 to 1000 rows");
    }
}
