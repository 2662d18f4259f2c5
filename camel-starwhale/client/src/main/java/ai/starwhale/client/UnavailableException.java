// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import org.jspecify.annotations.Nullable;

/** The instance could not be reached, or said that it is busy: worth another try later. */
public final class UnavailableException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    /** Made with the HTTP status of the answer, or 0 when there was none. */
    public UnavailableException(String message, int httpStatus, @Nullable Throwable cause) {
        super(message, httpStatus, cause);
    }
}
