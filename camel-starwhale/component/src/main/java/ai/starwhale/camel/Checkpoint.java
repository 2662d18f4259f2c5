// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.InvalidRequestException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/**
 * Up to which row a table was processed: its key with its type, as one line of text such as {@code INT64:999}.
 *
 * @param repository where it is kept
 * @param name under which name
 */
record Checkpoint(StateRepository<String, String> repository, String name) {

    /** The key of the last row that was processed; null where there is none. */
    @Nullable Object read() {
        String stored = repository.getState(name);
        if (stored == null) {
            return null;
        }
        int colon = stored.indexOf(':');
        try {
            return key(stored.substring(0, Math.max(colon, 0)), stored.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    "the offsetRepository holds '" + stored + "' under '" + name
                            + "'; expected the type and the text of a key, such as INT64:999",
                    0,
                    e);
        }
    }

    /** All rows up to this key are processed. */
    void write(@Nullable Object key) {
        if (key == null) {
            throw new InvalidRequestException(
                    "the offsetRepository cannot be used with a table whose keys are not known", 0, null);
        }
        repository.setState(name, text(key));
    }

    private static String text(Object key) {
        if (key instanceof String text) {
            // Whatever is in it, it stays on one line.
            return "STRING:" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        } else if (key instanceof byte[] bytes) {
            return "BYTES:" + Base64.getEncoder().encodeToString(bytes);
        } else if (key instanceof Boolean) {
            return "BOOL:" + key;
        } else if (key instanceof Double) {
            return "FLOAT64:" + key;
        } else if (key instanceof Float) {
            return "FLOAT32:" + key;
        } else if (key instanceof Long) {
            return "INT64:" + key;
        } else if (key instanceof Integer) {
            return "INT32:" + key;
        } else if (key instanceof Short) {
            return "INT16:" + key;
        } else if (key instanceof Byte) {
            return "INT8:" + key;
        }
        throw new InvalidRequestException("a key cannot be a " + key.getClass().getName(), 0, null);
    }

    private static Object key(String type, String text) {
        return switch (type) {
            case "STRING" -> URLDecoder.decode(text, StandardCharsets.UTF_8);
            case "BYTES" -> Base64.getDecoder().decode(text);
            case "BOOL" -> Boolean.valueOf(text);
            case "FLOAT64" -> Double.valueOf(text);
            case "FLOAT32" -> Float.valueOf(text);
            case "INT64" -> Long.valueOf(text);
            case "INT32" -> Integer.valueOf(text);
            case "INT16" -> Short.valueOf(text);
            case "INT8" -> Byte.valueOf(text);
            default -> throw new IllegalArgumentException("unknown type");
        };
    }
}
