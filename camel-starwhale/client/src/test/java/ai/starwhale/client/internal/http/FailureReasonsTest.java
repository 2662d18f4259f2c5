// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

/** Why no answer came, in words that tell what to do. */
class FailureReasonsTest {
    private static final String BASE = "https://server.test:8443";

    @Test
    void eachKindHasItsWords() {
        assertThat(Failures.reason(new UnknownHostException("server.test")))
                .isEqualTo("the host is not known (server.test)");
        assertThat(Failures.reason(new ConnectException("Connection refused")))
                .isEqualTo("no connection can be made (Connection refused)");
        assertThat(Failures.reason(new SocketTimeoutException("Read timed out")))
                .isEqualTo("it took too long (Read timed out)");
        assertThat(Failures.reason(new SSLException("bad record"))).isEqualTo("TLS failed (bad record)");
        assertThat(Failures.reason(new ZipException("Not in GZIP format")))
                .isEqualTo("the answer is said to be compressed, and cannot be read as that (Not in GZIP format)");
        assertThat(Failures.reason(new SocketException("Connection reset")))
                .isEqualTo("the connection broke (Connection reset)");
    }

    @Test
    void failureWithoutAMessageIsCalledByItsName() {
        assertThat(Failures.reason(new SocketException())).isEqualTo("the connection broke (SocketException)");
    }

    @Test
    void longMessageIsCut() {
        assertThat(Failures.reason(new IOException("a  b\n" + "x".repeat(496))))
                .isEqualTo("the connection broke (a b " + "x".repeat(496) + ")");
        assertThat(Failures.reason(new IOException("a  b\n" + "x".repeat(497))))
                .isEqualTo("the connection broke (a b " + "x".repeat(496) + "...)");
    }

    @Test
    void certificateOfAnotherName() {
        for (IOException failure : new IOException[] {
            new SSLPeerUnverifiedException("not for server.test"),
            handshake(new CertificateException("not for server.test")),
            handshake(new IllegalStateException(new CertificateException("not for server.test")))
        }) {
            assertThat(Distrust.reason(failure, BASE))
                    .isEqualTo("the certificate of server.test is not accepted (not for server.test); is this the name"
                            + " that the Server's certificate was made for?");
        }
    }

    @Test
    void certificateThatIsNotTrusted() {
        for (GeneralSecurityException cause : new GeneralSecurityException[] {
            new CertPathValidatorException("no path"), new CertificateExpiredException("no path")
        }) {
            assertThat(Distrust.reason(handshake(cause), BASE))
                    .isEqualTo("the certificate of server.test is not trusted (no path); set sslContext (in Camel,"
                            + " sslContextParameters) to one that trusts it");
        }
    }

    @Test
    void otherFailuresHaveNothingToDoWithTheCertificate() {
        assertThat(Distrust.reason(new SocketException("Connection reset"), BASE))
                .isNull();
        assertThat(Distrust.reason(new SSLException("bad record"), BASE)).isNull();
        assertThat(Distrust.reason(handshake(new IOException("cut off")), BASE)).isNull();
        assertThat(Distrust.reason(new IOException(new CertificateException("of something else")), BASE))
                .isNull();
    }

    private static SSLHandshakeException handshake(Throwable cause) {
        SSLHandshakeException failure = new SSLHandshakeException("handshake");
        failure.initCause(cause);
        return failure;
    }
}
