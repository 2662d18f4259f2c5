// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the HTTP library is set up for every host. */
final class Clients {
    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
    private static final int MAX_CONNECTIONS = 20;

    private Clients() {}

    /** A client for one host, with connections of its own; {@code proxy} is what stands before it. */
    static HttpClientBuilder of(HttpSettings settings, @Nullable ForwardProxy proxy) {
        HttpClientBuilder client = HttpClients.custom()
                .setConnectionManager(pool(settings))
                // Retries are the transport's own; a redirect would take the token elsewhere.
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("camel-starwhale");
        ForwardProxy.apply(proxy, client);
        return client;
    }

    /** Closes an answer that is not read on. How that goes must not hide why: what was answered counts. */
    static void discard(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException alreadyBroken) {
            LOG.debug("closing an answer: {}", alreadyBroken.toString());
        }
    }

    private static HttpClientConnectionManager pool(HttpSettings settings) {
        PoolingHttpClientConnectionManagerBuilder pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.timeouts().connect()))
                        .setSocketTimeout(Timeout.of(settings.timeouts().response()))
                        .setTimeToLive(5, TimeUnit.MINUTES)
                        .build());
        if (settings.sslContext() != null) {
            pool.setTlsSocketStrategy(new DefaultClientTlsStrategy(settings.sslContext()));
        }
        return pool.build();
    }
}
