// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Starwhale;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** What makes two endpoints need two clients, and how such a client is made. */
record ClientKey(
        @Nullable String instance,
        @Nullable String token,
        @Nullable String username,
        @Nullable String password,
        @Nullable String proxy,
        @Nullable String proxyUsername,
        @Nullable String proxyPassword,
        @Nullable String swcliConfig,
        @Nullable String swcli,
        long connectTimeout,
        long responseTimeout,
        long callTimeout,
        @Nullable Clock clock,
        @Nullable ScheduledExecutorService timer,
        @Nullable SSLContextParameters sslContextParameters) {

    static ClientKey of(StarwhaleConfiguration options) {
        return new ClientKey(
                options.getInstance(),
                options.getToken(),
                options.getUsername(),
                options.getPassword(),
                options.getProxy(),
                options.getProxyUsername(),
                options.getProxyPassword(),
                options.getSwcliConfig(),
                options.getSwcli(),
                options.getConnectTimeout(),
                options.getResponseTimeout(),
                options.getCallTimeout(),
                options.getClock(),
                options.getTimer(),
                options.getSslContextParameters());
    }

    /** A new client; {@code trust} is what was made of the {@link #sslContextParameters}. */
    Starwhale connect(@Nullable SSLContext trust) {
        Starwhale.Builder builder = Starwhale.builder()
                .instance(instance)
                .connectTimeout(Duration.ofMillis(connectTimeout))
                .responseTimeout(Duration.ofMillis(responseTimeout))
                .callTimeout(Duration.ofMillis(callTimeout))
                .sslContext(trust);
        if (swcliConfig != null) {
            builder.swcliConfig(Path.of(swcliConfig));
        }
        if (swcli != null) {
            builder.swcli(Path.of(swcli));
        }
        if (token != null) {
            builder.token(token);
        } else if (username != null && password != null) {
            builder.login(username, password);
        } else if (username != null || password != null) {
            throw new IllegalArgumentException("username and password are given together, or a token");
        }
        setTime(builder);
        setProxy(builder);
        return builder.build();
    }

    private void setTime(Starwhale.Builder builder) {
        if (clock != null && timer != null) {
            builder.time(clock, timer);
        } else if (clock != null || timer != null) {
            throw new IllegalArgumentException("clock and timer are given together");
        }
    }

    private void setProxy(Starwhale.Builder builder) {
        if (proxy != null) {
            builder.proxy(proxyAddress(proxy));
        }
        if (proxyUsername != null && proxyPassword != null) {
            builder.proxyLogin(proxyUsername, proxyPassword);
        } else if (proxyUsername != null || proxyPassword != null) {
            throw new IllegalArgumentException("proxyUsername and proxyPassword are given together");
        }
    }

    private static URI proxyAddress(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            // Neither the text nor the cause, which repeats it: people put passwords into addresses.
            throw new IllegalArgumentException("proxy: an address such as 'http://host:3128' is expected");
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "client of " + instance;
    }
}
