// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.ManualClock;
import ai.starwhale.testkit.ManualPolls;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import ai.starwhale.testkit.Table;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context and an embedded server with the project {@code demo}, for one test. */
final class Fixture implements AutoCloseable {
    static final String USER = "starwhale";
    static final String PASSWORD = "canary-password-71";
    static final String TOKEN = "canary-token-42";
    /** Nothing of the machine's own configuration is read. */
    static final String NO_SWCLI_CONFIG = "target/no-swcli-here.yaml";

    final ManualClock clock = new ManualClock();
    final StarwhaleServer server =
            StarwhaleServer.builder().user(USER, PASSWORD).clock(clock).start();
    final Project demo = server.addProject("demo");
    final ManualPolls polls = new ManualPolls(clock, Duration.ofMinutes(1));
    final DefaultCamelContext camel = new DefaultCamelContext();
    final ProducerTemplate template;

    Fixture() {
        this(camel -> {});
    }

    /** With a Camel context that is prepared before it starts. */
    Fixture(Consumer<DefaultCamelContext> prepared) {
        prepared.accept(camel);
        server.acceptToken(TOKEN);
        component().getConfiguration().setToken(TOKEN);
        component().getConfiguration().setProject("demo");
        component().getConfiguration().setInstance(server.url());
        camel.getRegistry().bind("polls", polls);
        camel.start();
        template = camel.createProducerTemplate();
    }

    /** The component, with the options that all tests need. */
    StarwhaleComponent component() {
        StarwhaleComponent component = camel.getComponent("starwhale", StarwhaleComponent.class);
        component.getConfiguration().setSwcliConfig(NO_SWCLI_CONFIG);
        return component;
    }

    void route(LambdaRouteBuilder route) throws Exception {
        RouteBuilder.addRoutes(camel, route);
    }

    /** A job that has succeeded, with this table of results. */
    AddedJob jobWith(Table results) {
        return server.addJob(demo, statuses("SUCCESS").table("results", results));
    }

    /** A table of this many rows with the columns id and value. */
    static Table numbers(long rows) {
        return Table.generated(rows, i -> Map.of("id", i, "value", i / 2.0));
    }

    /** A script with a new status every minute. */
    static JobScript statuses(String... statuses) {
        JobScript.Builder script = JobScript.builder();
        for (int i = 0; i < statuses.length; i++) {
            script.at(Duration.ofMinutes(i), statuses[i]);
        }
        return script.build();
    }

    String address(AddedJob job) {
        return server.url() + "/project/demo/job/" + job.id();
    }

    /** How many pages of rows were asked for. */
    long scans() {
        return server.requests().stream()
                .filter(request -> request.path().endsWith("/scanTable"))
                .count();
    }

    /** What came of a message that was sent to a starwhale endpoint, or to any other. */
    Exchange send(String uri, Processor message) {
        return template.send(uri, message);
    }

    /** Does something to a job that the component cannot do: {@code POST <id>/resume}, {@code DELETE <id>}. */
    void act(String method, String path) throws IOException, InterruptedException {
        act(method, path, "");
    }

    void act(String method, String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/project/demo/job/" + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new IllegalStateException(method + " " + path + ": " + status);
        }
    }

    @Override
    public void close() throws IOException {
        template.close();
        camel.close();
        server.close();
    }
}
