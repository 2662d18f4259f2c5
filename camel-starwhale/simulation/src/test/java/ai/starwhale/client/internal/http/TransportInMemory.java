// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.util.function.LongBinaryOperator;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** Makes transports without a network; it stands here because no user can. */
public final class TransportInMemory {
    private TransportInMemory() {}

    /** {@code between} chooses the length of pauses: a number from the first to below the second. */
    public static Transport over(
            CloseableHttpClient http, String base, Credentials credentials, Time time, LongBinaryOperator between) {
        Connections connections = new Connections(base, credentials, null, http);
        return new Transport(connections, credentials, HttpSettings.DEFAULT, time, new RetryPolicy(between));
    }
}
