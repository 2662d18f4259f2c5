// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.NotPermittedException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy on the way to one Server. A Server with TLS is reached through a tunnel, so that the proxy sees neither
 * tokens nor rows.
 */
final class ForwardProxy {
    static final int AUTHENTICATION_REQUIRED = 407;

    private final HttpHost host;
    private final boolean isTunnel;
    private final ProxySettings settings;

    private ForwardProxy(HttpHost host, boolean isTunnel, ProxySettings settings) {
        this.host = host;
        this.isTunnel = isTunnel;
        this.settings = settings;
    }

    /** The proxy to this Server, or null if there is none between. */
    static @Nullable ForwardProxy to(URI server, ProxySettings settings) {
        URI given = settings.address();
        HttpHost host = given == null ? ofJava(server) : host(Objects.requireNonNull(given.getHost()), given.getPort());
        return host == null ? null : new ForwardProxy(host, "https".equals(server.getScheme()), settings);
    }

    /** Whether this is a name or number of the machine itself. */
    static boolean isLoopback(@Nullable String host) {
        String name = String.valueOf(host).toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.startsWith("127.") || name.equals("[::1]");
    }

    /**
     * What {@code https.proxyHost}, {@code http.nonProxyHosts} and their like say, as {@link ProxySelector} reads them. The
     * machine itself is kept out here too, because an empty {@code http.nonProxyHosts} lets it in.
     */
    private static @Nullable HttpHost ofJava(URI server) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null || isLoopback(server.getHost())) {
            return null;
        }
        for (Proxy proxy : selector.select(server)) {
            if (proxy.type() == Proxy.Type.DIRECT) {
                return null;
            }
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                return host(address.getHostString(), address.getPort());
            }
        }
        return null;
    }

    private static HttpHost host(String name, int port) {
        return new HttpHost("http", name, port == -1 ? 80 : port);
    }

    /** Sends everything through the proxy of this Server; directly where there is none. */
    static void apply(@Nullable ForwardProxy proxy, HttpClientBuilder client) {
        if (proxy == null) {
            // Whatever the library's own default is.
            client.setRoutePlanner(new DefaultRoutePlanner(null));
            return;
        }
        client.setProxy(proxy.host);
        String user = proxy.settings.user();
        String password = proxy.settings.password();
        if (user != null && password != null) {
            // For the proxy alone: a Server that asks for a password in the same way does not get this one.
            BasicCredentialsProvider logins = new BasicCredentialsProvider();
            logins.setCredentials(
                    new AuthScope(proxy.host), new UsernamePasswordCredentials(user, password.toCharArray()));
            client.setDefaultCredentialsProvider(logins);
        }
    }

    /**
     * The exception for an answer that is the proxy's own: it wants a login, or makes no tunnel. Null for an answer of the
     * Server, which through a tunnel comes with TLS.
     *
     * @param prefix says what was asked of whom
     */
    @Nullable StarwhaleException refusal(String prefix, int status, HttpClientContext context) {
        if (status == AUTHENTICATION_REQUIRED) {
            return notLoggedIn(prefix);
        } else if (!isTunnel || context.getSSLSession() != null) {
            return null;
        }
        String message = prefix + "the proxy " + host.toURI() + " makes no connection to it (" + status + ")";
        return status >= 400 && status < 500
                ? new NotPermittedException(message, status, null)
                : new UnavailableException(message, status, new ConnectException("the proxy answered " + status));
    }

    private NotAuthenticatedException notLoggedIn(String prefix) {
        String advice = settings.user() == null
                ? "it wants a user and a password: set proxyLogin (in Camel, proxyUsername and proxyPassword)"
                : "check the password of its user '" + settings.user() + "'";
        return new NotAuthenticatedException(
                prefix + "the proxy " + host.toURI() + " lets nothing through (407); " + advice,
                AUTHENTICATION_REQUIRED,
                null);
    }
}
