// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.StarwhaleServer;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers behind a forward proxy, which is told or which Java's system properties name. */
class ProxyTest {
    private static final String PROXY_PASSWORD = "canary-proxy";

    private final Bench bench = Bench.recorded();
    private final StarwhaleServer secured =
            StarwhaleServer.builder().recorded().https().start();
    private final ForwardingProxy proxy;
    private final ForwardingProxy tunnels;
    private final Map<String, String> properties = new HashMap<>();

    ProxyTest() throws IOException {
        proxy = new ForwardingProxy(bench.server.url());
        tunnels = new ForwardingProxy(secured.url());
    }

    @AfterEach
    void close() throws IOException {
        properties.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        proxy.close();
        tunnels.close();
        secured.close();
        bench.close();
    }

    private void property(String name, String value) {
        properties.putIfAbsent(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    private Starwhale.Builder plain() {
        return bench.builder().token(Bench.TOKEN).proxy(proxy.url());
    }

    private Starwhale.Builder tunnelled() {
        return bench.builder()
                .instance(secured.url())
                .token(secured.issueToken())
                .sslContext(secured.sslContext())
                .proxy(tunnels.url());
    }

    private static Page<JobInfo> list(Starwhale.Builder builder) {
        try (Starwhale client = builder.build()) {
            return client.jobs("demo", PageRequest.of(1, 3));
        }
    }

    private static <T extends StarwhaleException> T failure(Class<T> type, Starwhale.Builder builder) {
        T e = catchThrowableOfType(type, () -> list(builder));
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    void plainServerIsAskedThroughIt() {
        assertThat(list(plain()).items()).hasSize(3);

        assertThat(proxy.lines())
                .containsExactly(
                        "GET " + bench.server.url() + "/api/v1/project/demo/job?pageNum=1&pageSize=3 HTTP/1.1");
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    void serverWithTlsIsReachedThroughATunnel() {
        try (Starwhale client = tunnelled().build()) {
            assertThat(client.jobs("demo", PageRequest.of(1, 3)).items()).hasSize(3);
            assertThat(client.jobs("demo", PageRequest.of(2, 3)).items()).isNotEmpty();
        }

        String address = URI.create(secured.url()).getAuthority();
        assertThat(tunnels.lines()).containsExactly("CONNECT " + address + " HTTP/1.1");
    }

    @Test
    void proxyThatKnowsItsUsersGetsTheLogin() {
        proxy.wants("ana", PROXY_PASSWORD);
        tunnels.wants("ana", PROXY_PASSWORD);

        assertThat(list(plain().proxyLogin("ana", PROXY_PASSWORD)).items()).hasSize(3);
        assertThat(list(tunnelled().proxyLogin("ana", PROXY_PASSWORD)).items()).hasSize(3);
        // Also what is sent with a body.
        try (Starwhale client = plain().proxyLogin("ana", PROXY_PASSWORD)
                .login(Bench.USER, Bench.PASSWORD)
                .build()) {
            assertThat(client.job(bench.server.url() + "/project/demo/job/3").tables())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wrongPasswordOfTheProxyIsNotThatOfTheServer(boolean tls) {
        ForwardingProxy used = (tls ? tunnels : proxy).wants("ana", PROXY_PASSWORD);
        Starwhale.Builder builder = (tls ? tunnelled() : plain()).login(Bench.USER, Bench.PASSWORD);

        NotAuthenticatedException wrong =
                failure(NotAuthenticatedException.class, builder.proxyLogin("ana", "canary-wrong"));

        assertThat(wrong)
                .hasMessage("cannot log in as 'starwhale' on " + (tls ? secured.url() : bench.server.url())
                        + ": the proxy " + used.url()
                        + " lets nothing through (407); check the password of its user 'ana'");
        assertThat(wrong.httpStatus()).isEqualTo(407);
        assertThat(used.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void proxyThatWantsALoginWhereNoneIsGiven(boolean tls) {
        ForwardingProxy used = (tls ? tunnels : proxy).wants("ana", PROXY_PASSWORD);

        assertThat(failure(NotAuthenticatedException.class, tls ? tunnelled() : plain()))
                .hasMessageEndingWith("the proxy " + used.url() + " lets nothing through (407); it wants a user and a"
                        + " password: set proxyLogin (in Camel, proxyUsername and proxyPassword)");
        assertThat(bench.time.pauses()).isEmpty();
    }

    @Test
    void passwordOfTheProxyIsNotForTheServer() throws IOException {
        try (HeaderServer asking = new HeaderServer(401, "WWW-Authenticate", "Basic realm=\"x\"", "{}");
                ForwardingProxy before = new ForwardingProxy(asking.url())) {
            failure(
                    NotAuthenticatedException.class,
                    bench.builder().instance(asking.url()).proxy(before.url()).proxyLogin("ana", PROXY_PASSWORD));

            assertThat(asking.authorizations()).containsExactly("none");
        }
    }

    @Test
    void tunnelThatIsForbidden() {
        tunnels.refuses(403);

        NotPermittedException e = failure(NotPermittedException.class, tunnelled());

        assertThat(e)
                .hasMessage("cannot list the jobs of project demo on " + secured.url() + ": the proxy " + tunnels.url()
                        + " makes no connection to it (403)");
    }

    @Test
    void tunnelThatIsNotMadeIsTriedAgain() {
        tunnels.refuses(502);

        UnavailableException e = failure(UnavailableException.class, tunnelled());

        assertThat(e).hasMessageContaining("the proxy " + tunnels.url() + " makes no connection to it (502)");
        assertThat(bench.time.pauses()).hasSize(4);
    }

    @Test
    void proxyThatIsNotThere() throws IOException {
        proxy.close();

        assertThat(failure(UnavailableException.class, plain()))
                .hasMessageContaining("no connection can be made (")
                .hasMessageContaining(proxy.url().toString());
    }

    @ParameterizedTest
    @CsvSource({"http://user:canary-pw@host:1", "https://host:1", "socks5://host:1", "host:1", "http:/x"})
    void addressThatIsNotOneOfAProxy(URI address) {
        InvalidRequestException e = catchThrowableOfType(
                InvalidRequestException.class, () -> Starwhale.builder().proxy(address));

        assertThat(e)
                .hasMessage(
                        "the address of a proxy is expected to be like 'http://host:3128'; its user and password are"
                                + " given separately");
    }

    @Test
    void systemPropertiesNameTheProxy() {
        property("http.proxyHost", "127.0.0.1");
        property("http.proxyPort", Integer.toString(proxy.port()));
        property("https.proxyHost", "127.0.0.1");
        property("https.proxyPort", Integer.toString(tunnels.port()));
        property("http.nonProxyHosts", "nowhere.test");

        // No such host is known to anybody but the proxy.
        assertThat(list(plain().proxy(null).instance("http://starwhale.test:8082"))
                        .items())
                .hasSize(3);
        assertThat(failure(ProtocolException.class, tunnelled().proxy(null).instance("https://starwhale.test")))
                .hasMessageContaining("the certificate of starwhale.test is not accepted");

        assertThat(proxy.lines()).hasSize(1);
        assertThat(tunnels.lines()).containsExactly("CONNECT starwhale.test:443 HTTP/1.1");
    }

    @Test
    void systemPropertiesNeverHoldForTheMachineItself() {
        property("http.proxyHost", "127.0.0.1");
        property("http.proxyPort", Integer.toString(proxy.port()));
        // Takes Java's own list away, which has the machine itself.
        property("http.nonProxyHosts", "");

        assertThat(list(plain().proxy(null)).items()).hasSize(3);
        assertThat(list(plain().proxy(null).instance(bench.server.url().replace("127.0.0.1", "localhost")))
                        .items())
                .hasSize(3);

        assertThat(proxy.lines()).isEmpty();
    }

    @Test
    void hostsThatTheSystemPropertiesLeaveOutAreAskedDirectly() {
        property("http.proxyHost", "127.0.0.1");
        property("http.proxyPort", Integer.toString(proxy.port()));
        property("http.nonProxyHosts", "*.test");

        assertThat(failure(UnavailableException.class, plain().proxy(null).instance("http://starwhale.test:8082")))
                .hasMessageContaining("the host is not known");
        assertThat(proxy.lines()).isEmpty();
    }
}
