// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job is looked for after every failure behind which there may be one, and after no other. */
class DeliveryTest {

    static Stream<IOException> beforeAnythingWasSent() {
        return Stream.of(
                new ConnectException("refused"),
                new UnknownHostException("host"),
                new ConnectTimeoutException("connect"),
                new ConnectionRequestTimeoutException("no connection is free"),
                new SSLHandshakeException("handshake"),
                new SSLPeerUnverifiedException("name"));
    }

    static Stream<IOException> afterSomethingMayHaveBeenSent() {
        return Stream.of(
                new SocketTimeoutException("read"),
                new SocketException("reset"),
                new ConnectionClosedException("closed"),
                new NoHttpResponseException("none"),
                new SSLException("broken"),
                new IOException("whatever"));
    }

    @ParameterizedTest
    @MethodSource("beforeAnythingWasSent")
    void nothingWasSent(IOException cause) {
        assertThat(Delivery.isPossible(new UnavailableException("x", 0, cause))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("afterSomethingMayHaveBeenSent")
    void somethingMayHaveBeenSent(IOException cause) {
        assertThat(Delivery.isPossible(new UnavailableException("x", 0, cause))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 302, 400, 401, 403, 404, 407, 409, 422, 429, 499})
    void turnedAway(int status) {
        assertThat(Delivery.isPossible(new StarwhaleException("x", status, null)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 299, 408, 500, 502, 503, 504})
    void mayHaveBeenDone(int status) {
        assertThat(Delivery.isPossible(new StarwhaleException("x", status, null)))
                .isTrue();
    }
}
