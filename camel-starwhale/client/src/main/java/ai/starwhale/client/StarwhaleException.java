// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import org.jspecify.annotations.Nullable;

/**
 * Something that was asked of a Starwhale instance failed. The message says what was asked of which instance, what
 * came back, and what to do about it; it never holds a token or a password.
 *
 * <p>The subclasses tell what a caller can do. This class itself stands for a failure of the instance for which there
 * is no better name, such as a 500 of a Server: a Server uses it for mistakes of the client too, so trying again blindly
 * is no cure.
 */
public class StarwhaleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;

    /** A failure without an HTTP answer. */
    public StarwhaleException(String message, @Nullable Throwable cause) {
        this(message, 0, cause);
    }

    /** A failure that a Server answered with {@code httpStatus}; 0 when there was no answer. */
    public StarwhaleException(String message, int httpStatus, @Nullable Throwable cause) {
        super(message, cause);
        this.httpStatus = httpStatus;
    }

    /** The HTTP status that the Server answered, or 0 when it gave no answer or was not asked. */
    public int httpStatus() {
        return httpStatus;
    }
}
