// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link in a cell or in an {@link Artifact}. There are two kinds of them, told apart by {@link #pythonType()}:
 *
 * <ul>
 *   <li>{@value #DATA}: a range of bytes of a blob ({@code uri}, {@code offset}, {@code size}). Where the blob lies in the
 *       storage of the instance that the row came from, {@link #bytes()} and {@link #openStream()} fetch it.
 *   <li>{@value #REFERENCE}: an address with a text and a mime type, which somebody wrote down.
 * </ul>
 *
 * <p>A link is data that somebody wrote into a table, so only the storage of its own instance is ever read: an address
 * somewhere else ({@code s3://}, {@code https://}, ...) is not fetched, whoever it belongs to. Take {@link #uri()} and
 * decide.
 *
 * <p>Nothing is fetched, and nothing kept, before it is asked for. Two links are equal when their attributes are. Safe for
 * use by several threads.
 */
public final class Link {
    /** The Python class of links to bytes. */
    public static final String DATA = "starwhale.base.data_type.Link";

    /** What the datastore calls the class of links to read. */
    public static final String REFERENCE = "LINK";

    private static final Pattern USER = Pattern.compile("//[^/@]*@");
    private static final Pattern QUERY = Pattern.compile("\\?.*");

    private final String pythonType;
    private final Map<String, Object> attributes;
    private final Function<Link, InputStream> source;

    /**
     * A link with these attributes as they are stored; values as in a {@link Row}. {@code source} opens what it leads to,
     * and is the one to refuse it.
     */
    public Link(String pythonType, Map<String, Object> attributes, Function<Link, InputStream> source) {
        this.pythonType = pythonType;
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        this.source = source;
    }

    /** {@value #DATA} or {@value #REFERENCE}. */
    public String pythonType() {
        return pythonType;
    }

    /** Where it leads, as it was written down; empty if it was not. It may hold a password: {@link #toString} hides it. */
    public String uri() {
        return Objects.requireNonNullElse(text("uri"), "");
    }

    /** The scheme of the uri, such as {@code s3}; empty for the storage of the instance. */
    public String scheme() {
        String given = Objects.requireNonNullElse(text("scheme"), "");
        int end = uri().indexOf("://");
        return !given.isEmpty() || end < 0 ? given : uri().substring(0, end);
    }

    /** Where the bytes begin in the blob; 0 where it is not said. */
    public long offset() {
        return attributes.get("offset") instanceof Number offset ? offset.longValue() : 0;
    }

    /** How many bytes there are; -1 for all that follow. */
    public long size() {
        return attributes.get("size") instanceof Number size ? size.longValue() : -1;
    }

    /** The text to show for it, of a {@value #REFERENCE}; null where there is none. */
    public @Nullable String displayText() {
        return text("display_text");
    }

    /** The mime type, of a {@value #REFERENCE}; null where there is none. */
    public @Nullable String mimeType() {
        return text("mime_type");
    }

    /** What else the Python SDK wrote down, such as {@code bin_offset} and {@code bin_size}. */
    public Map<?, ?> extraInfo() {
        return attributes.get("extra_info") instanceof Map<?, ?> info ? info : Map.of();
    }

    /** All attributes as they are stored, by name; values as in a {@link Row}, null included. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /**
     * All the bytes, fetched now. For what may be large there is {@link #openStream()}.
     *
     * @throws InvalidRequestException if this leads out of the storage of the instance, or is more than an array holds
     * @throws NotFoundException if the blob is not there
     * @throws StarwhaleException as its subclasses say, if the bytes cannot be fetched, or are fewer than they should be
     */
    public byte[] bytes() {
        if (size() > Integer.MAX_VALUE - 8) {
            throw new InvalidRequestException(
                    "cannot read " + this + " at once: " + size()
                            + " bytes are too many for an array; open it as a stream",
                    0,
                    null);
        }
        try (InputStream in = openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UnavailableException("cannot read " + this + ": " + e.getMessage(), 0, e);
        }
    }

    /**
     * The bytes as they arrive, however many. A large stream holds a connection until it is closed, so close it. Bytes that
     * end early show as an {@link IOException} and never as the end.
     *
     * @throws StarwhaleException as {@link #bytes()} does, if it cannot be opened
     */
    public InputStream openStream() {
        return source.apply(this);
    }

    private @Nullable String text(String name) {
        return attributes.get(name) instanceof String text ? text : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Link that && pythonType.equals(that.pythonType) && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    /** Where it leads, without a password or a query, which may be a signature. */
    @Override
    public String toString() {
        String shown = QUERY.matcher(USER.matcher(uri()).replaceAll("//***@")).replaceAll("?***");
        String range = size() < 0 ? "from byte " + offset() : "bytes " + offset() + " to " + (offset() + size());
        return "Link[" + shown + (pythonType.equals(DATA) ? ", " + range : "") + "]";
    }
}
