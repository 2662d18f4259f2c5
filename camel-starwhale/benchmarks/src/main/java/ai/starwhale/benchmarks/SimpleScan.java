// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scan as one would write it first: the HTTP client of the JDK, a tree of each page, one page after the other. */
final class SimpleScan {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final Form form;

    SimpleScan(String url, Form form) {
        this.url = url;
        this.form = form;
    }

    /** Reads the whole table, and counts its cells. */
    long cells() throws IOException, InterruptedException {
        long cells = 0;
        JsonNode data = tree(null);
        while (!data.path("records").isEmpty()) {
            for (JsonNode record : data.path("records")) {
                cells += row(record, data.path("columnHints")).size();
            }
            data = tree(data.path("lastKey").asText());
        }
        return cells;
    }

    private JsonNode tree(@Nullable String behind) throws IOException, InterruptedException {
        try (InputStream body = ask(behind, BodyHandlers.ofInputStream())) {
            return JSON.readTree(body).path("data");
        }
    }

    private <T> T ask(@Nullable String behind, BodyHandler<T> reader) throws IOException, InterruptedException {
        String start = behind == null ? "" : ",\"start\":\"" + behind + "\",\"startInclusive\":false";
        HttpResponse<T> answer = http.send(
                HttpRequest.newBuilder(URI.create(url + "/api/v1/datastore/scanTable"))
                        .POST(BodyPublishers.ofString(
                                "{\"limit\":1000,\"encodeWithType\":" + (form == Form.TYPED) + start + "}"))
                        .build(),
                reader);
        return answer.body();
    }

    private Map<String, Object> row(JsonNode record, JsonNode hints) {
        Map<String, Object> row = new LinkedHashMap<>();
        record.properties().forEach(cell -> {
            JsonNode value = cell.getValue();
            row.put(cell.getKey(), form == Form.TYPED ? typed(value) : untyped(value, hints.path(cell.getKey())));
        });
        return row;
    }

    private static Object typed(JsonNode cell) {
        JsonNode value = cell.path("value");
        if (!value.isArray()) {
            return scalar(cell.path("type").asText(), value.asText());
        }
        List<Object> list = new ArrayList<>();
        value.forEach(element -> list.add(typed(element)));
        return list;
    }

    private static Object untyped(JsonNode value, JsonNode hints) {
        if (!value.isArray()) {
            return scalar(hints.path("typeHints").path(0).asText(), value.asText());
        }
        List<Object> list = new ArrayList<>();
        value.forEach(element -> list.add(untyped(element, hints.path("elementHints"))));
        return list;
    }

    private static Object scalar(String type, String text) {
        return switch (type) {
            case "INT64" -> Long.parseUnsignedLong(text, 16);
            case "INT32" -> Integer.parseUnsignedInt(text, 16);
            case "FLOAT64" -> Double.longBitsToDouble(Long.parseUnsignedLong(text, 16));
            case "BOOL" -> text.equals("1");
            default -> text;
        };
    }
}
