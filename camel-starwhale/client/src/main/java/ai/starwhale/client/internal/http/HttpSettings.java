// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a Server is reached.
 *
 * @param connectTimeout how long a connection may take to be made
 * @param responseTimeout how long the Server may be silent
 * @param sslContext what is trusted; null is what Java trusts
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        @Nullable SSLContext sslContext) {
    public static final HttpSettings DEFAULT = new HttpSettings(Duration.ofSeconds(10), Duration.ofSeconds(90), null);
}
