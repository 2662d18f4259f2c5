// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.InvalidRequestException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy is to be used.
 *
 * @param address its address, {@code http://host:port}; null is the one that Java's system properties name, if any
 * @param user the user that it knows, or null
 * @param password the password of that user, or null
 */
public record ProxySettings(
        @Nullable URI address,
        @Nullable String user,
        @Nullable String password) {
    /** What Java's system properties say. */
    public static final ProxySettings OF_JAVA = new ProxySettings(null, null, null);

    /** Refuses an address that is not one of an HTTP proxy. */
    public ProxySettings {
        if (address != null
                && (!"http".equalsIgnoreCase(address.getScheme())
                        || address.getHost() == null
                        || address.getRawUserInfo() != null)) {
            // The text is not repeated: people put passwords into addresses.
            throw new InvalidRequestException(
                    "the address of a proxy is expected to be like 'http://host:3128'; its user and password are given"
                            + " separately",
                    0,
                    null);
        }
    }

    /** The same with another address. */
    public ProxySettings withAddress(@Nullable URI value) {
        return new ProxySettings(value, user, password);
    }

    /** The same with another login. */
    public ProxySettings withLogin(String otherUser, String otherPassword) {
        return new ProxySettings(address, otherUser, otherPassword);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (address == null ? "the proxy of Java" : address.toString()) + (user == null ? "" : " as " + user);
    }
}
