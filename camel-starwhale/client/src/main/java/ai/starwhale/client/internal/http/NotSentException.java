// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.io.IOException;

/** Why a call was not sent at all, or was turned away: it could not be logged in. */
final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(RuntimeException login) {
        super("the login failed", login);
    }
}
