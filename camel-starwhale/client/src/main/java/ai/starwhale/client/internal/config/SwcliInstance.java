// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * An instance that swcli is logged in to.
 *
 * @param alias what swcli calls it
 * @param uri its address, or {@code local}
 * @param type {@code cloud} for Server and Cloud, {@code standalone}
 * @param token the token as swcli stores it, with or without "Bearer "
 * @param currentProject the project that is meant when none is named
 */
public record SwcliInstance(
        String alias,
        String uri,
        @Nullable String type,
        @Nullable String token,
        @Nullable String currentProject) {

    /** Whether this is an instance of files on this machine. */
    public boolean isStandalone() {
        return "standalone".equals(type) || uri.equals("local");
    }

    /** The same instance with its address in another form. */
    SwcliInstance at(String address) {
        return new SwcliInstance(alias, address, type, token, currentProject);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return alias + " (" + uri + ")";
    }
}
