// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import org.jspecify.annotations.Nullable;

/** The user is known, and may not do this. */
public final class NotPermittedException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    /** Made with the HTTP status of the answer, or 0 when there was none. */
    public NotPermittedException(String message, int httpStatus, @Nullable Throwable cause) {
        super(message, httpStatus, cause);
    }
}
