// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A range of bytes that is asked of a storage.
 *
 * @param blob what they belong to, for messages
 * @param address the signed address; its query is a secret
 * @param first the first byte, counted from 0
 * @param last the last byte, or -1 for all that follow
 */
public record Fetch(String blob, URI address, long first, long last) {

    /** The header {@code Range}, or null where everything is asked for. */
    @Nullable String range() {
        return first == 0 && last < 0 ? null : "bytes=" + first + "-" + (last < 0 ? "" : last);
    }

    /** The address without its query. */
    String place() {
        return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
    }

    @Override
    public String toString() {
        return "GET " + place() + " " + (range() == null ? "all bytes" : range());
    }
}
