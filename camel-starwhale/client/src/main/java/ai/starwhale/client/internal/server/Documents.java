// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.http.Call;
import ai.starwhale.client.internal.http.Transport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Small JSON documents in the Server's envelope {@code {"code":"success","message":"Success","data":...}}. */
final class Documents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/v1";

    private final Transport transport;

    Documents(Transport transport) {
        this.transport = transport;
    }

    /** The Server's address, for messages. */
    String base() {
        return transport.base();
    }

    /** The data of the answer to a GET. */
    JsonNode get(String purpose, String path) {
        return data(Call.get(purpose, API + path));
    }

    /** The data of the answer to a question that is sent as a document; asking again does no harm. */
    JsonNode query(String purpose, String path, JsonNode body) {
        return data(Call.query(purpose, API + path, body.toString()));
    }

    /** The data of the answer to a change, which is sent once. */
    JsonNode change(String purpose, String path, @Nullable JsonNode body) {
        return data(Call.change(purpose, API + path, body == null ? null : body.toString()));
    }

    /** Sets something to a value; doing so again does no harm. */
    void put(String purpose, String path, JsonNode body) {
        data(Call.put(purpose, API + path, body.toString()));
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

    static Call scan(String purpose, JsonNode body) {
        return Call.query(purpose, API + "/datastore/scanTable", body.toString());
    }

    /** A text as one segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
