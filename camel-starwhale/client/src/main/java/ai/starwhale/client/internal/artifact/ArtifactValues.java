// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.artifact;

import ai.starwhale.client.Artifact;
import ai.starwhale.client.Link;
import ai.starwhale.client.RowStream;
import ai.starwhale.client.StarwhaleObject;
import ai.starwhale.client.internal.rows.ObjectValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the objects of one scan become: links and artifacts of the Python SDK's own classes, and data for all others. Their
 * bytes are left where they are while a page is decoded, because that holds a connection and reads ahead. Texts and bytes
 * that the SDK made artifacts of by itself are fetched when their row is given, as the SDK does: see {@link #converted}.
 */
public final class ArtifactValues implements ObjectValues {
    private static final String SDK = "starwhale.base.data_type.";
    private static final String TEXT = SDK + "Text";
    private static final String BINARY = SDK + "Binary";
    /** All subclasses of BaseArtifact. */
    private static final Set<String> ARTIFACTS = Set.of(
            TEXT, BINARY, SDK + "NumpyBinary", SDK + "Image", SDK + "GrayscaleImage", SDK + "Audio", SDK + "Video");

    private static final Set<String> LINKS = Set.of(Link.DATA, Link.REFERENCE);

    private final Blobs blobs;
    /** Set by the thread that reads ahead, and seen at the latest with the page that it gives. */
    private volatile boolean converts;

    public ArtifactValues(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public Object of(String pythonType, Map<String, Object> attributes) {
        if (LINKS.contains(pythonType)) {
            return new Link(pythonType, attributes, blobs::open);
        }
        if (!ARTIFACTS.contains(pythonType)) {
            return new StarwhaleObject(pythonType, attributes);
        }
        Artifact artifact = new Artifact(pythonType, attributes);
        if (isText(artifact) || isBytes(artifact)) {
            converts = true;
        }
        return artifact;
    }

    /**
     * The rows of the scan, in which Strings and bytes stand for the artifacts that the SDK made of them.
     *
     * @param purpose what is read, for messages: {@code table 'results' of job 3}
     */
    public RowStream converted(RowStream rows, String purpose) {
        return new ConvertedRows(rows, purpose, this);
    }

    /** Whether there was anything to convert so far; most tables have nothing. */
    boolean converts() {
        return converts;
    }

    /** The value itself, or what stands for it; lists, maps and objects are looked into. */
    @Nullable Object converted(@Nullable Object value) {
        if (value instanceof Artifact artifact) {
            return isText(artifact) ? text(artifact) : isBytes(artifact) ? artifact.bytes() : artifact;
        } else if (value instanceof List<?> list) {
            return converted(list);
        } else if (value instanceof Map<?, ?> map) {
            return converted(map);
        } else if (value instanceof StarwhaleObject object) {
            Map<?, ?> attributes = object.attributes();
            Map<?, ?> changed = converted(attributes);
            return changed == attributes ? object : new StarwhaleObject(object.pythonType(), named(changed));
        }
        return value;
    }

    private List<?> converted(List<?> list) {
        List<@Nullable Object> changed = null;
        for (int i = 0; i < list.size(); i++) {
            Object element = converted(list.get(i));
            if (element != list.get(i)) {
                changed = changed == null ? new ArrayList<>(list) : changed;
                changed.set(i, element);
            }
        }
        return changed == null ? list : Collections.unmodifiableList(changed);
    }

    private Map<?, ?> converted(Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> changed = null;
        for (Map.Entry<?, ?> pair : map.entrySet()) {
            Object value = converted(pair.getValue());
            if (value != pair.getValue()) {
                changed = changed == null ? new LinkedHashMap<>(map) : changed;
                changed.put(pair.getKey(), value);
            }
        }
        return changed == null ? map : Collections.unmodifiableMap(changed);
    }

    @SuppressWarnings("NullAway") // Attributes may be null, which the Map of an object's face cannot say.
    private static Map<String, Object> named(Map<?, ?> attributes) {
        Map<String, Object> named = new LinkedHashMap<>();
        attributes.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static boolean isText(Artifact artifact) {
        return artifact.pythonType().equals(TEXT)
                && Boolean.TRUE.equals(artifact.attributes().get("auto_convert_to_str"));
    }

    private static boolean isBytes(Artifact artifact) {
        return artifact.pythonType().equals(BINARY)
                && Boolean.TRUE.equals(artifact.attributes().get("auto_convert_to_bytes"));
    }

    private static String text(Artifact artifact) {
        // An object that does not say its encoding has that of a new Text in Python.
        boolean isSaid = artifact.attributes().get("encoding") instanceof String;
        return Texts.decode(artifact.bytes(), isSaid ? artifact.encoding() : "utf-8");
    }
}
