// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.IfEnded;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.Row;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * A body that names what a job is to be: a Map, or a JSON object, with the names of the options as keys. Any other body is
 * none of ours: a row, or a text that does not begin with a brace.
 */
final class RequestBody {
    private static final String KEY = "idempotencyKey";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Map<String, Setter> SETTERS = new TreeMap<>(Map.ofEntries(
            Map.entry("project", (request, name, value) -> request.project(text(name, value))),
            Map.entry("model", (request, name, value) -> request.model(text(name, value))),
            Map.entry("runHandler", (request, name, value) -> request.runHandler(text(name, value))),
            Map.entry("datasets", (request, name, value) -> request.datasets(JobRequests.datasets(value))),
            Map.entry("runtime", (request, name, value) -> request.runtime(text(name, value))),
            Map.entry("resourcePool", (request, name, value) -> request.resourcePool(text(name, value))),
            Map.entry("ttl", (request, name, value) -> request.ttl(time(name, value))),
            Map.entry("devMode", (request, name, value) -> request.devMode(truth(name, value))),
            Map.entry("devModePassword", (request, name, value) -> request.devModePassword(text(name, value))),
            Map.entry("datasetHead", (request, name, value) -> request.datasetHead(number(name, value))),
            Map.entry(
                    "overwriteSpecs",
                    (request, name, value) -> request.overwriteSpecs(JobRequests.overwriteSpecs(value))),
            Map.entry("comment", (request, name, value) -> request.comment(text(name, value))),
            Map.entry(KEY, (request, name, value) -> request.idempotencyKey(text(name, value))),
            Map.entry("ifEnded", (request, name, value) -> request.ifEnded(ifEnded(name, value)))));

    private RequestBody() {}

    /** What the body names, or null if it is none of ours. */
    static @Nullable Map<?, ?> of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> map) {
            return body instanceof Row ? null : map;
        }
        String text = BraceText.of(exchange);
        return text == null ? null : json(text);
    }

    private static Map<?, ?> json(String text) {
        try {
            return JSON.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            // Without the text, which may hold a password.
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : ", in line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new InvalidRequestException("the body begins like a JSON object and is none" + where, 0, null);
        }
    }

    static boolean namesKey(Map<?, ?> body) {
        return body.get(KEY) != null;
    }

    /** Sets what the body names; what is null there is not named. */
    static void apply(Map<?, ?> body, JobRequest.Builder request) {
        body.forEach((key, value) -> {
            String name = String.valueOf(key);
            Setter setter = SETTERS.get(name);
            if (setter == null) {
                throw new InvalidRequestException(
                        "unknown '" + name + "' in the body; known are " + SETTERS.keySet(), 0, null);
            }
            if (value != null) {
                setter.set(request, name, value);
            }
        });
    }

    private static String text(String name, Object value) {
        if (value instanceof CharSequence || value instanceof Number) {
            return value.toString();
        }
        throw unexpected(name, value, "a text");
    }

    private static int number(String name, Object value) {
        try {
            return Integer.parseInt(text(name, value));
        } catch (NumberFormatException e) {
            throw unexpected(name, value, "a whole number");
        }
    }

    private static boolean truth(String name, Object value) {
        String text = value.toString();
        if (text.equals("true") || text.equals("false")) {
            return Boolean.parseBoolean(text);
        }
        throw unexpected(name, value, "true or false");
    }

    private static Duration time(String name, Object value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        try {
            return Duration.ofMillis(TimeUtils.toMilliSeconds(text(name, value)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Camel says the one or the other of a text that is no time.
            throw unexpected(name, value, "a time such as 30m, or milliseconds,");
        }
    }

    private static IfEnded ifEnded(String name, Object value) {
        return Arrays.stream(IfEnded.values())
                .filter(choice -> choice.name().equalsIgnoreCase(value.toString()))
                .findFirst()
                .orElseThrow(() -> unexpected(name, value, "one of " + Arrays.toString(IfEnded.values())));
    }

    /** Tells the type and not the value, which may be a password. */
    private static InvalidRequestException unexpected(String name, Object value, String expected) {
        return new InvalidRequestException(
                name + " in the body is a " + value.getClass().getSimpleName() + "; " + expected + " is expected",
                0,
                null);
    }

    /** Sets one thing. */
    private interface Setter {
        void set(JobRequest.Builder request, String name, Object value);
    }
}
