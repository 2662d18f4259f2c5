// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A plain HTTP client of a server under test. */
final class Client {

    record Result(int status, String type, String body, HttpResponse<?> response) {

        JsonNode json() {
            return Json.parse(body);
        }

        JsonNode data() {
            return json().path("data");
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String authorization;

    private Client(String base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    static Client of(StarwhaleServer server) {
        return new Client(server.url() + "/api/v1", "Bearer " + server.issueToken());
    }

    /** With this Authorization header, or none if it is empty. */
    static Client of(StarwhaleServer server, String authorization) {
        return new Client(server.url() + "/api/v1", authorization);
    }

    Result get(String path) {
        return send(request(path).GET());
    }

    Result post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    Result post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    Result put(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    Result delete(String path) {
        return send(request(path).DELETE());
    }

    Result scan(String json) {
        return post("/datastore/scanTable", json);
    }

    Result query(String json) {
        return post("/datastore/queryTable", json);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Result send(HttpRequest.Builder request) {
        try {
            return sendOrFail(request);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Result sendOrFail(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Result(response.statusCode(), type, response.body(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
