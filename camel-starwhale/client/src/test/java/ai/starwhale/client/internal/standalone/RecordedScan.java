// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.Scan;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * One scan that was recorded.
 *
 * @param file the file that it stands in
 * @param query the bounds, and whether they and nothing are kept
 * @param number its place in the file
 * @param rows the rows that the SDK read, or the first and the last three of them
 * @param end how many they were, and the error
 */
record RecordedScan(String file, JsonNode query, int number, List<JsonNode> rows, JsonNode end) {

    static List<RecordedScan> of(String file) {
        List<RecordedScan> scans = new ArrayList<>();
        List<JsonNode> rows = new ArrayList<>();
        JsonNode head = null;
        for (JsonNode line : RecordedInstance.expected(file)) {
            if (line.has("q")) {
                head = line;
                rows = new ArrayList<>();
            } else if (line.has("r")) {
                rows.add(line.path("r"));
            } else if (line.has("end")) {
                scans.add(new RecordedScan(file, head.path("q"), head.path("i").asInt(), rows, line.path("end")));
            }
        }
        return scans;
    }

    boolean keepsNone() {
        return query.path("keep_none").asBoolean();
    }

    boolean failed() {
        return !end.path("error").isNull();
    }

    int count() {
        return end.path("rows").asInt();
    }

    Scan scan() {
        Scan scan = Scan.from(bound("start")).to(bound("end"));
        scan = query.path("end_inclusive").asBoolean() ? scan.endInclusive() : scan;
        return keepsNone() ? scan.keepNone() : scan;
    }

    private Object bound(String name) {
        JsonNode bound = query.path(name);
        return bound.isMissingNode() ? null : value(bound);
    }

    static Object value(JsonNode bound) {
        return switch (bound.path("t").asText()) {
            case "int" ->
                bound.path("v").canConvertToLong()
                        ? (Object) bound.path("v").asLong()
                        : bound.path("v").bigIntegerValue();
            case "INT8", "INT16", "INT32", "INT64" -> bound.path("v").asLong();
            case "float", "FLOAT64" ->
                Double.longBitsToDouble(
                        HexFormat.fromHexDigitsToLong(bound.path("f64").asText()));
            case "bool", "BOOL" -> bound.path("v").asBoolean();
            case "bytes", "BYTES" ->
                Base64.getDecoder().decode(bound.path("b64").asText());
            case "str", "STRING" -> bound.path("v").asText();
            default -> throw new IllegalArgumentException(bound.toString());
        };
    }

    /** Whether the scan wants a row with this key, by an understanding of its own of what the SDK compares. */
    boolean wants(Object key) {
        Object start = bound("start");
        Object end = bound("end");
        boolean inclusive = query.path("end_inclusive").asBoolean();
        return (start == null || isNaN(start) || order(key, start) >= 0)
                && (end == null || isNaN(end) || order(key, end) < (inclusive ? 1 : 0));
    }

    private static boolean isNaN(Object bound) {
        return bound instanceof Double number && number.isNaN();
    }

    private static int order(Object key, Object bound) {
        if (key instanceof Long a && bound instanceof Long b) {
            return Long.compare(a, b);
        }
        if (key instanceof byte[] bytes) {
            return Arrays.compareUnsigned(bytes, (byte[]) bound);
        }
        if (key instanceof String text) {
            return Arrays.compare(
                    text.codePoints().toArray(), ((String) bound).codePoints().toArray());
        }
        if (bound instanceof Double number && number.isInfinite()) {
            return number > 0 ? -1 : 1;
        }
        return decimal(key).compareTo(decimal(bound));
    }

    private static BigDecimal decimal(Object number) {
        return number instanceof Boolean bool ? BigDecimal.valueOf(bool ? 1 : 0) : new BigDecimal(number.toString());
    }

    @Override
    public String toString() {
        return file + " " + number + " " + query;
    }
}
