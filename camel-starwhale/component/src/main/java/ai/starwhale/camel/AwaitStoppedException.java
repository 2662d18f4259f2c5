// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.StarwhaleException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a job was no longer waited for, because the route stops, or somebody ended the wait. The message says what
 * became of the job.
 */
public final class AwaitStoppedException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    AwaitStoppedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
