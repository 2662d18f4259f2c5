// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Within the transport only: the Server said that it is busy, and perhaps for how long. */
final class BusyException extends StarwhaleException {
    private static final long serialVersionUID = 1L;

    private final UnavailableException told;
    private final @Nullable String retryAfter;

    BusyException(UnavailableException told, @Nullable String retryAfter) {
        super(String.valueOf(told.getMessage()), told.httpStatus(), null);
        this.told = told;
        this.retryAfter = retryAfter;
    }

    /** What callers of the transport get. */
    UnavailableException told() {
        return told;
    }

    /** How long the Server asks to be left alone, in seconds or until a date; null when it does not say. */
    @Nullable Duration retryAfter(Instant now) {
        if (retryAfter == null) {
            return null;
        }
        try {
            return Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
        } catch (NumberFormatException notSeconds) {
            try {
                Instant until = ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Duration.between(now, until);
            } catch (DateTimeParseException notADate) {
                return null;
            }
        }
    }
}
