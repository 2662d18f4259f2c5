// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.RecordedRequest;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.Table;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server and a client of it, for one test. */
final class Bench implements AutoCloseable {
    static final String USER = "starwhale";
    static final String PASSWORD = "canary-password";
    static final String TOKEN = "canary-token";
    /** No machine's own configuration is read. */
    static final Path NO_CONFIG = Path.of("target", "no-such-config.yaml");

    private static final ObjectMapper JSON = new ObjectMapper();

    final StarwhaleServer server;
    final PassingTime time = new PassingTime();
    final Starwhale client;

    private Bench(StarwhaleServer server) {
        this.server = server;
        server.acceptToken(TOKEN);
        this.client = builder().token(TOKEN).build();
    }

    /** A server with the recorded project {@code demo}. */
    static Bench recorded() {
        return new Bench(
                StarwhaleServer.builder().user(USER, PASSWORD).recorded().start());
    }

    /** A server without projects. */
    static Bench empty() {
        return new Bench(StarwhaleServer.builder()
                .user(USER, PASSWORD)
                .user("bob", PASSWORD)
                .start());
    }

    /** Another client of the server; without credentials. */
    Starwhale.Builder builder() {
        return Starwhale.builder().instance(server.url()).swcliConfig(NO_CONFIG).time(time);
    }

    /** A job of the project {@code demo} of the recorded server. */
    Job job(String id) {
        return client.job(server.url() + "/project/demo/job/" + id);
    }

    /** The rows of a job that has this table and has ended. */
    Job jobWith(String table, Table rows) {
        Project project = server.addProject("tables");
        JobScript script =
                JobScript.builder().at(Duration.ZERO, "SUCCESS").build().table(table, rows);
        return client.job(server.url() + "/project/tables/job/"
                + server.addJob(project, script).uuid());
    }

    /** Answers this to every request whose path ends so, and leaves the rest to the server. */
    void answer(String pathEnd, Answer answer) {
        server.intercept(request -> request.path().endsWith(pathEnd) ? answer : null);
    }

    /** The requests so far whose path ends so. */
    List<RecordedRequest> sent(String pathEnd) {
        return server.requests().stream()
                .filter(request -> request.path().endsWith(pathEnd))
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
