// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.api;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.http.Call;
import ai.starwhale.client.internal.http.Delivery;
import ai.starwhale.client.internal.http.Transport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small JSON documents in the Server's envelope {@code {"code":"success","message":"Success","data":...}}. */
public final class Documents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/v1";
    private static final int LARGE_PAGE = 100_000;

    private final Transport transport;

    public Documents(Transport transport) {
        this.transport = transport;
    }

    /** The Server's address, for messages. */
    public String base() {
        return transport.base();
    }

    /** The data of the answer to a GET. */
    public JsonNode get(String purpose, String path) {
        return data(Call.get(purpose, API + path));
    }

    /** The data of the answer to a question that is sent as a document; asking again does no harm. */
    public JsonNode query(String purpose, String path, JsonNode body) {
        return data(Call.query(purpose, API + path, body.toString()));
    }

    /** The data of the answer to a change, which is sent once. */
    public JsonNode change(String purpose, String method, String path, @Nullable JsonNode body) {
        return data(Call.change(purpose, method, API + path, body == null ? null : body.toString()));
    }

    /** Sets something to a value; doing so again does no harm. */
    public void put(String purpose, String path, JsonNode body) {
        data(Call.put(purpose, API + path, body.toString()));
    }

    /**
     * The data of the answer to a change, which is sent once.
     *
     * @param whenLost what a message says in addition when it is not known whether the change was made
     */
    public JsonNode change(String purpose, String method, String path, @Nullable JsonNode body, String whenLost) {
        try {
            return change(purpose, method, path, body);
        } catch (UnavailableException | ProtocolException e) {
            if (!Delivery.isPossible(e)) {
                throw e;
            }
            String message = e.getMessage() + whenLost;
            throw e instanceof UnavailableException
                    ? new UnavailableException(message, e.httpStatus(), e)
                    : new ProtocolException(message, e.httpStatus(), e);
        }
    }

    /** All entries of a list that has pages, which are so large that one is enough, as the Python SDK does. */
    public List<JsonNode> all(String purpose, String path) {
        List<JsonNode> entries = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode found = get(purpose, path + "?pageNum=" + page + "&pageSize=" + LARGE_PAGE);
            found.path("list").forEach(entries::add);
            if (page >= found.path("pages").asInt()) {
                return entries;
            }
        }
    }

    /** The text of an answer without an envelope, which the caller closes. */
    public InputStream open(String purpose, String path) {
        return transport.open(Call.text(purpose, API + path));
    }

    public static boolean isJson(String text) {
        try {
            return !JSON.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text)
                    .isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private JsonNode data(Call call) {
        return transport.call(call, body -> {
            JsonNode answer = JSON.readTree(body);
            if (answer.isMissingNode()) {
                throw new ProtocolException("the answer is empty", 0, null);
            }
            if (!answer.path("code").asText().equals("success") || !answer.has("data")) {
                throw new ProtocolException("the answer is JSON, but not as a Starwhale Server writes it", 0, null);
            }
            return answer.path("data");
        });
    }

    public static Call scan(String purpose, JsonNode body) {
        return Call.query(purpose, API + "/datastore/scanTable", body.toString());
    }

    /** A text as one segment of a path. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
