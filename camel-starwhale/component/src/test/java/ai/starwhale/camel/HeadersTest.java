// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers go before options. */
class HeadersTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Exchange sent(String options, Map<String, Object> headers) {
        Exchange exchange = fixture.send(
                "starwhale:job?" + options, message -> message.getMessage().setHeaders(headers));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "STATUS", " Status "})
    void theOperation(String header) {
        AddedJob job = fixture.jobWith(Fixture.numbers(1));
        Exchange exchange = sent("operation=get&job=" + job.id(), Map.of(StarwhaleConstants.OPERATION, header));
        assertThat(exchange.getMessage().getBody()).isEqualTo("SUCCESS");
    }

    @Test
    void theOperationAsAnEnum() {
        AddedJob job = fixture.jobWith(Fixture.numbers(1));
        Exchange exchange = sent("job=" + job.id(), Map.of(StarwhaleConstants.OPERATION, Operation.status));
        assertThat(exchange.getMessage().getBody()).isEqualTo("SUCCESS");
    }

    @Test
    void theJob() {
        AddedJob job = fixture.jobWith(Fixture.numbers(1));
        Exchange exchange = sent("operation=status&job=999", Map.of(StarwhaleConstants.JOB_URI, fixture.address(job)));
        assertThat(exchange.getMessage().getHeader(StarwhaleConstants.JOB_ID)).isEqualTo(job.id());
    }

    @Test
    void theNumberOfAJobIsOneOfTheProjectAsInTheOption() {
        AddedJob elsewhere = fixture.server.addJob(fixture.server.addProject("other"), Fixture.statuses("RUNNING"));
        AddedJob job = fixture.jobWith(Fixture.numbers(1));

        Exchange exchange = sent("operation=get&project=demo", Map.of(StarwhaleConstants.JOB_URI, job.id()));
        Exchange wrong = fixture.send("starwhale:job?operation=get&project=demo", message -> message.getMessage()
                .setHeader(StarwhaleConstants.JOB_URI, elsewhere.id()));

        assertThat(exchange.getMessage().getHeader(StarwhaleConstants.JOB_URI)).isEqualTo(fixture.address(job));
        assertThat(wrong.getException()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theProjectAndThePageOfAList() {
        fixture.server.addJob(fixture.server.addProject("other"), Fixture.statuses("RUNNING"));
        Exchange exchange = sent(
                "operation=list",
                Map.of(
                        StarwhaleConstants.PROJECT, "other",
                        StarwhaleConstants.PAGE_INDEX, "1",
                        StarwhaleConstants.PAGE_SIZE, 7));
        assertThat(exchange.getMessage().getBody()).asInstanceOf(LIST).hasSize(1);
        assertThat(exchange.getMessage().getHeader(StarwhaleConstants.PAGE_SIZE))
                .isEqualTo(7);
    }

    @Test
    void aPageThatIsNoNumberIsToldWithItsHeader() {
        Exchange exchange = fixture.send("starwhale:job?operation=list", message -> message.getMessage()
                .setHeader(StarwhaleConstants.PAGE_INDEX, "two"));

        assertThat(exchange.getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("a whole number is expected in the header CamelStarwhalePageIndex, not 'two'");
    }

    @Test
    void theTableAndItsBounds() {
        AddedJob job =
                fixture.server.addJob(fixture.demo, Fixture.statuses("SUCCESS").table("labels", Fixture.numbers(50)));
        Exchange exchange = sent(
                "operation=rows&start=1&end=2&job=" + job.id(),
                Map.of(
                        StarwhaleConstants.TABLE, "labels",
                        StarwhaleConstants.START, 40L,
                        StarwhaleConstants.END, "42"));
        List<Object> ids = new ArrayList<>();
        Iterator<?> rows = exchange.getMessage().getBody(Iterator.class);
        rows.forEachRemaining(row -> ids.add(((Map<?, ?>) row).get("id")));
        assertThat(ids).containsExactly(40L, 41L);
    }
}
