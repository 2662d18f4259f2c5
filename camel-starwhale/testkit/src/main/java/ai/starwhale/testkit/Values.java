// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cell values that have no Java type of their own. All others are plain Java values: {@code Byte, Short, Integer,
 * Long} are INT8 to INT64, {@code Float} and {@code Double} FLOAT32 and FLOAT64, {@code Boolean}, {@code String},
 * {@code byte[]}, {@code List}, {@code Map}, and {@code null} is UNKNOWN.
 */
public final class Values {

    private static final String SDK = "starwhale.base.data_type.";

    private Values() {}

    /** A value of type TUPLE. */
    public static Object tuple(@Nullable Object... elements) {
        return new Tuple(Collections.unmodifiableList(new ArrayList<>(Arrays.asList(elements))));
    }

    /** A value of type OBJECT with the name of its Python class. */
    public static Object object(String pythonType, Map<String, ?> attributes) {
        return new PythonObject(pythonType, Collections.unmodifiableMap(new LinkedHashMap<>(attributes)));
    }

    /**
     * A link of the Python SDK to bytes of a blob.
     *
     * @param uri what {@link StarwhaleServer#addBlob} gave
     * @param offset what {@link ArtifactBlob#add} gave
     * @param size how many bytes; -1 for all that follow
     */
    public static Object link(String uri, long offset, long size) {
        Map<String, @Nullable Object> link = new LinkedHashMap<>();
        link.put("_type", "link");
        link.put("uri", uri);
        link.put("scheme", "");
        link.put("offset", offset);
        link.put("size", size);
        link.put("data_type", null);
        link.put("extra_info", Map.of());
        return object(SDK + "Link", link);
    }

    /** An {@code Image} of the Python SDK with colours, whose size is not known. */
    public static Object image(String displayName, String mimeType, Object link) {
        Map<String, @Nullable Object> image = artifact("image", displayName, mimeType, "uint8", "", link);
        image.put("shape", Arrays.asList(null, null, 3L));
        image.put("as_mask", false);
        image.put("mask_uri", "");
        return object(SDK + "Image", image);
    }

    /** What the Python SDK makes of a long text by itself: a {@code Text} that is read as a text. */
    public static Object longText(String encoding, Object link) {
        Map<String, @Nullable Object> text = artifact("text", "", "text/plain", "str", encoding, link);
        text.put("auto_convert_to_str", true);
        return object(SDK + "Text", text);
    }

    /** What the Python SDK makes of many bytes by itself: a {@code Binary} that is read as bytes. */
    public static Object longBytes(Object link) {
        Map<String, @Nullable Object> binary = artifact("binary", "", "x/undefined", "bytes", "", link);
        binary.put("auto_convert_to_bytes", true);
        return object(SDK + "Binary", binary);
    }

    private static Map<String, @Nullable Object> artifact(
            String type, String displayName, String mimeType, String dtype, String encoding, Object link) {
        Map<String, @Nullable Object> artifact = new LinkedHashMap<>();
        artifact.put("_type", type);
        artifact.put("display_name", displayName);
        artifact.put("_mime_type", mimeType);
        artifact.put("shape", tuple());
        artifact.put("_dtype_name", dtype);
        artifact.put("encoding", encoding);
        artifact.put("link", link);
        return artifact;
    }

    /**
     * The rows of a scanTable answer that carries types, as a Server sent it.
     *
     * @throws IllegalArgumentException if the text is not such an answer
     */
    public static List<Map<String, Object>> rows(String typedScanAnswer) {
        JsonNode records = Json.parse(typedScanAnswer).path("data").path("records");
        if (!records.isArray()) {
            throw new IllegalArgumentException("not an answer of scanTable: no data.records");
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode record : records) {
            Map<String, Object> row = new LinkedHashMap<>();
            record.properties().forEach(cell -> row.put(cell.getKey(), TypedCells.decode(cell.getValue())));
            rows.add(Collections.unmodifiableMap(row));
        }
        return rows;
    }
}
