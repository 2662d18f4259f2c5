// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.InvalidRequestException;
import java.time.Duration;

/**
 * How long things may take.
 *
 * @param connect how long a connection may take to be made
 * @param response how long the Server may be silent
 * @param call how long a call may take with all its repetitions; zero is without a limit
 */
public record Timeouts(Duration connect, Duration response, Duration call) {
    /** Five attempts with a silent Server and the waits between them fit into a call. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(90), Duration.ofMinutes(10));

    /** Refuses what is below zero. */
    public Timeouts {
        check("connect", connect);
        check("response", response);
        check("call", call);
    }

    private static void check(String name, Duration value) {
        if (value.isNegative()) {
            throw new InvalidRequestException(
                    name + " timeout " + value + ": it must be longer than nothing, or zero for no limit", 0, null);
        }
    }

    /** The same with another {@link #connect}. */
    public Timeouts withConnect(Duration value) {
        return new Timeouts(value, response, call);
    }

    /** The same with another {@link #response}. */
    public Timeouts withResponse(Duration value) {
        return new Timeouts(connect, value, call);
    }

    /** The same with another {@link #call}. */
    public Timeouts withCall(Duration value) {
        return new Timeouts(connect, response, value);
    }
}
