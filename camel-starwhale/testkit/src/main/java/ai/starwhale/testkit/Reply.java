// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the Server answers: a whole body in memory. */
final class Reply {

    static final String JSON = "application/json";

    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final Map<String, String> headers;
    private final boolean isChunked;

    Reply(int status, @Nullable String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, headers, false);
    }

    private Reply(
            int status, @Nullable String contentType, byte[] body, Map<String, String> headers, boolean isChunked) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
        this.isChunked = isChunked;
    }

    int status() {
        return status;
    }

    @Nullable String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Whether the length is not said before the body. */
    boolean isChunked() {
        return isChunked;
    }

    Reply inChunks() {
        return new Reply(status, contentType, body, headers, true);
    }

    Reply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, body, more, isChunked);
    }

    Reply withContentType(String type) {
        return new Reply(status, type, body, headers, isChunked);
    }

    private Reply withBody(byte[] other) {
        return new Reply(status, contentType, other, headers, isChunked);
    }

    Reply repeated() {
        byte[] twice = Arrays.copyOf(body, 2 * body.length);
        System.arraycopy(body, 0, twice, body.length, body.length);
        return withBody(twice);
    }

    Reply halfZipped() {
        byte[] zipped = Gzip.of(body);
        return withBody(Arrays.copyOf(zipped, zipped.length / 2)).withHeader(Gzip.HEADER, Gzip.NAME);
    }

    static Reply text(int status, @Nullable String contentType, String body) {
        return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A document that is the whole body. */
    static Reply json(byte[] body) {
        return new Reply(200, JSON, body, Map.of());
    }

    static Reply success(JsonNode data) {
        return json(Json.bytes(
                Json.object().put("code", "success").put("message", "Success").set("data", data)));
    }

    static Reply success(@Nullable String data) {
        return success(data == null ? NullNode.instance : Json.object().textNode(data));
    }

    /** Error shape A: the envelope. */
    static Reply failure(int status, String code, @Nullable String message) {
        return new Reply(
                status,
                JSON,
                Json.bytes(
                        Json.object().put("code", code).put("message", message).putNull("data")),
                Map.of());
    }

    /** Error shape B: pretty printed arrays, from a servlet filter. */
    static Reply filterFailure(int status, String code, String message) {
        String body = String.join(
                "\n",
                Arrays.asList(
                        "{",
                        "    \"code\": [",
                        "        " + Json.quote(code),
                        "    ],",
                        "    \"message\": [",
                        "        " + Json.quote(message),
                        "    ]",
                        "}"));
        return text(status, JSON + ";charset=UTF-8", body);
    }

    /** The usual form of an error with this status. */
    static Reply error(int status) {
        return switch (status) {
            case 401 -> filterFailure(401, "Unauthorized", "JWT token is expired or invalid.");
            case 403 -> failure(403, "accessDenied", "Access is denied");
            case 404 -> filterFailure(404, "ValidationException", "Resource is not found");
            case 409 -> failure(409, "INVALID REQUEST: JOB", "invalid request on subject JOB\nalready exists");
            case 500 -> failure(500, "internalServerError", "something broke");
            case 503 -> text(503, null, "server is upgrading, web api are not ready now");
            default -> html(status);
        };
    }

    /** Error shape C: a page of the servlet container. */
    static Reply html(int status) {
        String title = status
                + " – "
                + switch (status) {
                    case 400 -> "Bad Request";
                    case 404 -> "Not Found";
                    case 429 -> "Too Many Requests";
                    case 502 -> "Bad Gateway";
                    case 503 -> "Service Unavailable";
                    case 504 -> "Gateway Timeout";
                    default -> "Internal Server Error";
                };
        String page = "<!doctype html><html lang=\"en\"><head><title>HTTP Status " + title + "</title>"
                + "<style type=\"text/css\">body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b"
                + " {color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3"
                + " {font-size:14px;} p {font-size:12px;} a {color:black;} .line"
                + " {height:1px;background-color:#525D76;border:none;}</style></head><body><h1>HTTP Status "
                + title + "</h1></body></html>";
        return text(status, "text/html;charset=UTF-8", page);
    }
}
