// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request on its way to a handler. */
final class Call {

    private final String method;
    private final String[] path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable String storedFile;
    private @Nullable User user;
    private @Nullable Project project;
    private @Nullable Job job;

    /** @param headers with names in lower case */
    Call(String method, String[] path, Map<String, String> query, Map<String, String> headers, byte[] body) {
        this(method, path, query, headers, body, null);
    }

    private Call(
            String method,
            String[] path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            @Nullable String storedFile) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.storedFile = storedFile;
    }

    /** A request to the store of blobs, which is no part of the API. */
    static Call ofStore(String file, Map<String, String> query, Map<String, String> headers) {
        return new Call("GET", new String[0], query, headers, new byte[0], file);
    }

    /** The signed path of a blob in the store; null for a call of the API. */
    @Nullable String storedFile() {
        return storedFile;
    }

    Map<String, String> query() {
        return query;
    }

    String method() {
        return method;
    }

    int segments() {
        return path.length;
    }

    /** A decoded segment of the path below the base, empty past the end. */
    String segment(int index) {
        return index < path.length ? path[index] : "";
    }

    @Nullable String query(String name) {
        return query.get(name);
    }

    /** A number in the query; blank and missing are the same. */
    int number(String name, int otherwise) {
        String text = query.get(name);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Failure.internal("Failed to convert value of type 'java.lang.String' to required type"
                    + " 'java.lang.Integer'; nested exception is java.lang.NumberFormatException: "
                    + e.getMessage());
        }
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }

    byte[] body() {
        return body;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        String type = headers.getOrDefault("content-type", "");
        if (!type.startsWith("application/json")) {
            throw Failure.internal("Content type '" + type + "' not supported");
        }
        try {
            return Json.MAPPER.readTree(text());
        } catch (JsonProcessingException e) {
            throw Failure.internal("JSON parse error: " + e.getMessage());
        }
    }

    @Nullable User user() {
        return user;
    }

    void user(@Nullable User who) {
        user = who;
    }

    Project project() {
        if (project == null) {
            throw new IllegalStateException("no project in the path");
        }
        return project;
    }

    boolean hasProject() {
        return project != null;
    }

    void project(Project which) {
        project = which;
    }

    Job job() {
        if (job == null) {
            throw new IllegalStateException("no job in the path");
        }
        return job;
    }

    void job(Job which) {
        job = which;
    }
}
