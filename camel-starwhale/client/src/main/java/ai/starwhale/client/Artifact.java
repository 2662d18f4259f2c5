// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image, audio, video, text or other binary data in a cell: what the Python SDK knows as {@code Image},
 * {@code GrayscaleImage}, {@code Audio}, {@code Video}, {@code Text}, {@code Binary} and {@code NumpyBinary} of
 * {@code starwhale.base.data_type}. Its bytes lie in the storage of the instance and are fetched when they are asked for,
 * each time anew.
 *
 * <p>Long texts and bytes that the SDK turned into artifacts by itself come as String and {@code byte[]}, and never as
 * this.
 *
 * <p>Two artifacts are equal when their attributes are, the link included; their bytes are not looked at. Safe for use by
 * several threads.
 */
public final class Artifact {
    private static final byte[] NOTHING = {};

    private final String pythonType;
    private final Map<String, Object> attributes;

    /** An artifact with these attributes as they are stored; values as in a {@link Row}, {@code link} a {@link Link}. */
    public Artifact(String pythonType, Map<String, Object> attributes) {
        this.pythonType = pythonType;
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** The name of the Python class, for example {@code starwhale.base.data_type.Image}. */
    public String pythonType() {
        return pythonType;
    }

    /** {@code image}, {@code audio}, {@code video}, {@code text} or {@code binary}; empty where it is not said. */
    public String type() {
        return text("_type");
    }

    /** For example {@code image/png}; {@code x/undefined} where whoever wrote it did not say. */
    public String mimeType() {
        return text("_mime_type");
    }

    /** The name to show for it, most often that of a file; it is data, and not fit to be the name of a local file. */
    public String displayName() {
        return text("display_name");
    }

    /** How a text is encoded, for example {@code utf-8}; empty for other artifacts. */
    public String encoding() {
        return text("encoding");
    }

    /** The numpy type of its elements, for example {@code uint8}. */
    public String dtype() {
        return text("_dtype_name");
    }

    /** The shape, for an image height, width and channels; null stands for a dimension that is not known. */
    public List<?> shape() {
        return attributes.get("shape") instanceof List<?> shape ? shape : List.of();
    }

    /** Where its bytes lie; null where nothing was stored. */
    public @Nullable Link link() {
        return attributes.get("link") instanceof Link link ? link : null;
    }

    /** All attributes as they are stored, by name; values as in a {@link Row}, null included. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /**
     * All its bytes, fetched now; those of a text as they are stored.
     *
     * @throws NotFoundException if nothing was stored, or is not there any more
     * @throws StarwhaleException as {@link Link#bytes()} does
     */
    public byte[] bytes() {
        Link link = linkToRead();
        return link == null ? NOTHING : link.bytes();
    }

    /**
     * Its bytes as they arrive, however many; to be closed.
     *
     * @throws NotFoundException if nothing was stored, or is not there any more
     * @throws StarwhaleException as {@link Link#openStream()} does
     */
    public InputStream openStream() {
        Link link = linkToRead();
        return link == null ? new ByteArrayInputStream(NOTHING) : link.openStream();
    }

    /** Null for a text and for bytes that are empty: these are stored without a link. */
    private @Nullable Link linkToRead() {
        Link link = link();
        if (link == null && !pythonType.endsWith(".Text") && !pythonType.endsWith(".Binary")) {
            throw new NotFoundException("cannot read " + this + ": it has no link to its bytes", 0, null);
        }
        return link;
    }

    private String text(String name) {
        return attributes.get(name) instanceof String text ? text : "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Artifact that
                && pythonType.equals(that.pythonType)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    /** What it is, without its bytes: {@code Artifact[image image/png 'one.png', Link[..., bytes 32 to 99]]}. */
    @Override
    public String toString() {
        String name = displayName().isEmpty() ? "" : " '" + displayName() + "'";
        return "Artifact[" + type() + " " + mimeType() + name + ", " + (link() == null ? "nothing stored" : link())
                + "]";
    }
}
