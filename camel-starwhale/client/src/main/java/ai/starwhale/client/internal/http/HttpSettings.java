// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.CallListener;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a Server is reached.
 *
 * @param timeouts how long things may take
 * @param sslContext what is trusted; null is what Java trusts
 * @param proxy what stands between
 * @param listener who is told of calls, or null
 */
public record HttpSettings(
        Timeouts timeouts,
        @Nullable SSLContext sslContext,
        ProxySettings proxy,
        @Nullable CallListener listener) {
    /** What holds when nothing is set. */
    public static final HttpSettings DEFAULT = new HttpSettings(Timeouts.DEFAULT, null, ProxySettings.OF_JAVA, null);
}
