// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.testkit.Answer;
import ai.starwhale.testkit.StarwhaleServer;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an instance is reached: certificates, proxies, the time that a call may take. */
class TransportOptionsTest {
    private static final String STORE_PASSWORD = "canary-store";

    @TempDir
    Path folder;

    private final Fixture fixture = new Fixture();
    private final StarwhaleServer secured =
            StarwhaleServer.builder().recorded().https().start();

    @AfterEach
    void close() throws IOException {
        secured.close();
        fixture.close();
    }

    private Exchange list(String options) {
        return fixture.send("starwhale:job?operation=list" + options, message -> {});
    }

    private String instance() {
        secured.acceptToken(Fixture.TOKEN);
        return "&instance=" + secured.url();
    }

    /** Trusts the server, and is read from a file. */
    private SSLContextParameters trust() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", secured.certificate());
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        KeyStoreParameters keys = new KeyStoreParameters();
        keys.setType("PKCS12");
        keys.setResource("file:" + file);
        keys.setPassword(STORE_PASSWORD);
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setKeyStore(keys);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(managers);
        return parameters;
    }

    @Test
    void certificateIsTrustedAsTheOptionSays() throws Exception {
        fixture.camel.getRegistry().bind("trust", trust());

        Exchange exchange = list(instance() + "&sslContextParameters=#trust");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isNotEmpty();
    }

    @Test
    void certificateIsTrustedAsTheWholeContextSays() throws Exception {
        fixture.camel.setSSLContextParameters(trust());
        fixture.component().setUseGlobalSslContextParameters(true);

        assertThat(list(instance()).getException()).isNull();
    }

    @Test
    void certificateThatIsNotTrusted() {
        assertThat(list(instance()).getException())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("the certificate of 127.0.0.1 is not trusted")
                .hasMessageContaining("sslContextParameters");
        assertThat(secured.requests()).isEmpty();
    }

    @Test
    void proxyGetsTheRequestsAndItsOwnLogin() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer proxy =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        proxy.createContext("/", exchange -> {
            try (exchange) {
                String login = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
                seen.add(exchange.getRequestURI().getHost() + " " + (login == null ? "nobody" : "somebody"));
                exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"test\"");
                exchange.sendResponseHeaders(407, -1);
            }
        });
        proxy.start();
        try {
            Exchange exchange = list("&instance=http://starwhale.test&proxyUsername=ana&proxyPassword=canary-proxy"
                    + "&proxy=http://127.0.0.1:" + proxy.getAddress().getPort());

            assertThat(seen).containsExactly("starwhale.test nobody", "starwhale.test somebody");
            assertThat(exchange.getException())
                    .hasMessageContaining(
                            "the proxy http://127.0.0.1:" + proxy.getAddress().getPort())
                    .hasMessageContaining("check the password of its user 'ana'")
                    .hasMessageNotContaining("canary");
        } finally {
            proxy.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ana:canary-pw@127.0.0.1:1", "127.0.0.1:1", "http://a b:canary-pw"})
    void addressThatIsNotOneOfAProxy(String proxy) {
        fixture.component().getConfiguration().setProxy(proxy);

        assertThatThrownBy(() -> list(""))
                .hasStackTraceContaining("'http://host:3128'")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("canary"));
    }

    @Test
    void halfALoginOfAProxyIsRefused() {
        assertThatThrownBy(() -> list("&proxyUsername=ana"))
                .hasStackTraceContaining("proxyUsername and proxyPassword are given together");
    }

    @Test
    void callThatTakesTooLong() {
        fixture.server.intercept(request -> Answer.fromServer().delayedBy(Duration.ofMinutes(5)));

        assertThat(list("&callTimeout=200ms").getException())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("it took longer than the 0.2s that a call may take (callTimeout)");
    }
}
