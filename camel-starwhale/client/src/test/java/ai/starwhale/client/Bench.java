// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.server.pages.Key;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.Project;
import ai.starwhale.testkit.RecordedRequest;
import ai.starwhale.testkit.StarwhaleServer;
import ai.starwhale.testkit.Table;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A server and a client of it, for one test. */
final class Bench implements AutoCloseable {
    static final String USER = "starwhale";
    static final String PASSWORD = "canary-password";
    static final String TOKEN = "canary-token";
    /** No machine's own configuration is read. */
    static final Path NO_CONFIG = Path.of("target", "no-such-config.yaml");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient WRITER = HttpClient.newHttpClient();

    final StarwhaleServer server;
    final PassingTime time = new PassingTime();
    final Starwhale client;
    private Project tables;

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
        Project project = tables == null ? server.addProject("tables") : tables;
        tables = project;
        String uuid = server.addJob(
                        project,
                        JobScript.builder().at(Duration.ZERO, "SUCCESS").build())
                .uuid();
        project.addTable(folder(uuid) + table, rows);
        return client.job(server.url() + "/project/tables/job/" + uuid);
    }

    private static String folder(String uuid) {
        return "eval/" + uuid.substring(0, 2) + "/" + uuid + "/";
    }

    /** Writes rows into a job's table, as a running evaluation does. */
    void write(Job job, String table, List<? extends Map<String, ?>> rows) {
        String uuid = job.uri().substring(job.uri().lastIndexOf('/') + 1);
        ObjectNode body = JSON.createObjectNode();
        body.put("tableName", "project/" + tables.id() + "/" + folder(uuid) + table);
        for (Map<String, ?> row : rows) {
            // A request for each row, because a request has one type a column.
            ObjectNode schema = body.putObject("tableSchemaDesc").put("keyColumn", "id");
            ArrayNode columns = schema.putArray("columnSchemaList");
            ArrayNode cells = body.putArray("records").addObject().putArray("values");
            row.forEach((column, value) -> {
                Key encoded = Key.of(value);
                columns.addObject()
                        .put("name", column)
                        .put("type", encoded.kind().name());
                cells.addObject().put("key", column).put("value", encoded.text());
            });
            post("/api/v1/datastore/updateTable", body.toString());
        }
    }

    /** Sends something to the server as another process may. */
    void post(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = WRITER.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something before the Server sees the scan of this number, counted from 1. */
    void beforeScan(int number, Runnable action) {
        AtomicInteger scans = new AtomicInteger();
        server.intercept(request -> {
            if (request.path().endsWith("/scanTable") && scans.incrementAndGet() == number) {
                action.run();
            }
            return null;
        });
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
