// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import ai.starwhale.client.Column;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobEvent;
import ai.starwhale.client.LogFile;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.Task;
import ai.starwhale.client.ValueType;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an instance wrote down of a job: columns, events, logs. */
class RecordsInRoutesTest {
    private final Fixture fixture = new Fixture();
    private final AddedJob job = fixture.server.addJob(
            fixture.demo, JobScript.succeed().after(Duration.ZERO).table("labels", Fixture.numbers(3)));

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Exchange sent(String options, Map<String, Object> headers) {
        return fixture.send("starwhale:job?job=" + job.id() + "&operation=" + options, message -> message.getMessage()
                .setHeaders(headers));
    }

    private Message answer(String options) {
        Exchange exchange = sent(options, Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(StarwhaleConstants.JOB_URI)).isEqualTo(fixture.address(job));
        return exchange.getMessage();
    }

    private String task() {
        List<?> tasks = answer("tasks").getBody(List.class);
        return ((Task) tasks.get(0)).id();
    }

    @Test
    void columnsOfATable() {
        Message message = answer("columns&table=labels");
        assertThat(message.getBody())
                .asInstanceOf(LIST)
                .containsExactly(
                        new Column("id", Set.of(ValueType.Kind.INT64)),
                        new Column("value", Set.of(ValueType.Kind.FLOAT64)));
        assertThat(message.getHeader(StarwhaleConstants.TABLE)).isEqualTo("labels");
    }

    @Test
    void columnsOfATableThatDoesNotExist() {
        assertThat(sent("columns&table=nosuch", Map.of()).getException()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void events() throws Exception {
        AddedJob running = fixture.server.addJob(fixture.demo, JobScript.run());
        fixture.act("POST", running.id() + "/cancel");
        Message message = fixture.send("starwhale:job?operation=events&job=" + running.id(), exchange -> {})
                .getMessage();
        assertThat(message.getBody())
                .asInstanceOf(LIST)
                .extracting(event -> ((JobEvent) event).message())
                .contains("Job canceled");
    }

    @Test
    void logsAreListed() {
        String task = task();
        fixture.server.addLog(task, "first", "one\n");
        fixture.server.addLog(task, "second", "two\n");
        Message message = answer("logs&taskId=" + task);
        assertThat(message.getBody())
                .asInstanceOf(LIST)
                .extracting(log -> ((LogFile) log).name())
                .containsExactly("first", "second");
        assertThat(message.getHeader(StarwhaleConstants.TASK_ID)).isEqualTo(task);
    }

    @Test
    void theTextOfALog() throws Exception {
        String task = task();
        fixture.server.addLog(task, "first", "one\ntwo \u00e9\n");
        fixture.route(route -> route.from("direct:in")
                .to("starwhale:job?operation=logs&logFile=first&job=" + job.id())
                .convertBodyTo(String.class));
        Exchange exchange =
                fixture.send("direct:in", message -> message.getMessage().setHeader(StarwhaleConstants.TASK_ID, task));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("one\ntwo \u00e9\n");
    }

    @Test
    void aLogIsClosedWithItsExchange() throws Exception {
        String task = task();
        fixture.server.addLog(task, "first", "one\n");
        BufferedReader[] text = new BufferedReader[1];
        fixture.camel.setStreamCaching(false);
        fixture.route(route -> route.from("direct:in")
                .to("starwhale:job?operation=logs&logFile=first&taskId=" + task + "&job=" + job.id())
                .process(exchange -> text[0] = exchange.getMessage().getBody(BufferedReader.class)));
        assertThat(fixture.send("direct:in", message -> {}).getException()).isNull();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> text[0].read()).isInstanceOf(IOException.class);
    }

    @Test
    void mistakes() {
        assertThat(sent("logs", Map.of()).getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("no task: set the option taskId or the header CamelStarwhaleTaskId; the operation tasks"
                        + " lists the tasks of a job");
        String task = task();
        fixture.server.addLog(task, "first", "one\n");
        assertThat(sent("logs&taskId=" + task, Map.of(StarwhaleConstants.LOG_FILE, "nosuch"))
                        .getException())
                .isInstanceOf(NotFoundException.class)
                .hasMessage("task " + task + " of " + fixture.address(job) + " has no log 'nosuch'; it has [first]");
    }
}
