// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import org.jspecify.annotations.Nullable;

/** What was named can be more than one thing; the message names them. */
public final class AmbiguousException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    /** Made with the HTTP status of the answer, or 0 when there was none. */
    public AmbiguousException(String message, int httpStatus, @Nullable Throwable cause) {
        super(message, httpStatus, cause);
    }
}
