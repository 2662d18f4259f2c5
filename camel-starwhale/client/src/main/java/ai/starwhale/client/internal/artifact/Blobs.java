// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.artifact;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.Link;
import ai.starwhale.client.ProtocolException;
import java.io.InputStream;

/** The storage of one instance: where the bytes are that links lead to. */
@FunctionalInterface
public interface Blobs {

    /**
     * Opens the bytes of a link, neither fewer nor more. Whoever implements it begins with {@link #check}.
     *
     * @throws ai.starwhale.client.StarwhaleException as its subclasses say
     */
    InputStream open(Link link);

    /** Lets a link pass that leads into the storage of its own instance, and makes sense. */
    static void check(Link link, String instance) {
        String reason = null;
        if (!link.pythonType().equals(Link.DATA)) {
            reason = "it is an address that somebody wrote down, and no data of the instance";
        } else if (!link.scheme().isEmpty()) {
            reason =
                    "it leads out of the storage of the instance, which is not followed; read its uri with other means";
        } else if (link.uri().isEmpty()) {
            reason = "it has no uri";
        }
        if (reason != null) {
            throw new InvalidRequestException("cannot read " + link + " of " + instance + ": " + reason, 0, null);
        }
        if (link.offset() < 0 || link.size() < -1 || link.offset() > Long.MAX_VALUE - Math.max(0, link.size())) {
            throw new ProtocolException(
                    "cannot read " + link + " of " + instance + ": there is no such range of bytes", 0, null);
        }
    }
}
