// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import org.jspecify.annotations.Nullable;

/** No login, a wrong password, or a token that is expired or not valid. */
public final class NotAuthenticatedException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    /** Made with the HTTP status of the answer, or 0 when there was none. */
    public NotAuthenticatedException(String message, int httpStatus, @Nullable Throwable cause) {
        super(message, httpStatus, cause);
    }
}
