// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import org.jspecify.annotations.Nullable;

/** An answer that no Starwhale instance gives: most often, the address is not one of a Starwhale Server. */
public final class ProtocolException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    /** Made with the HTTP status of the answer, or 0 when there was none. */
    public ProtocolException(String message, int httpStatus, @Nullable Throwable cause) {
        super(message, httpStatus, cause);
    }
}
