// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A job did not end within the time that somebody waited for it. The job goes on, and may be waited for again. */
public final class AwaitTimeoutException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String lastStatus;

    private AwaitTimeoutException(String message, @Nullable String lastStatus) {
        super(message, null);
        this.lastStatus = lastStatus;
    }

    /** The same, told otherwise by somebody who knows more: for example that the job was cancelled then. */
    public AwaitTimeoutException(String message, AwaitTimeoutException cause) {
        super(message, cause);
        this.lastStatus = cause.lastStatus;
    }

    static AwaitTimeoutException of(String job, Duration timeout, @Nullable JobStatus last) {
        String seen = last == null ? "its status could not be seen yet" : "it was " + last + " when it was last seen";
        String limit = timeout.toString().substring(2).toLowerCase(Locale.ROOT);
        return new AwaitTimeoutException(
                job + " has not ended within " + limit + ": " + seen + "; the job goes on",
                last == null ? null : last.name());
    }

    /** The status that was seen last; null when the instance gave none within that time. */
    public @Nullable JobStatus lastStatus() {
        return lastStatus == null ? null : new JobStatus(lastStatus);
    }
}
