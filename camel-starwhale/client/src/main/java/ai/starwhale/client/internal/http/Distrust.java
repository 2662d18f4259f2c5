// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** A Server whose certificate is not accepted: nothing was sent to it, and another try changes nothing. */
final class Distrust {
    private Distrust() {}

    /** What is wrong with the certificate, in words; null for a failure that has nothing to do with it. */
    static @Nullable String reason(IOException e, String base) {
        if (!(e instanceof SSLException)) {
            return null;
        }
        String host = URI.create(base).getHost();
        if (e instanceof SSLPeerUnverifiedException) {
            return wrongName(host, e);
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getClass() == CertificateException.class) {
                // What is wrong with the path or the time has a class of its own.
                return wrongName(host, cause);
            } else if (cause instanceof GeneralSecurityException) {
                return "the certificate of " + host + " is not trusted (" + cause.getMessage()
                        + "); set sslContext (in Camel, sslContextParameters) to one that trusts it";
            }
        }
        return null;
    }

    private static String wrongName(String host, Throwable e) {
        return "the certificate of " + host + " is not accepted (" + e.getMessage()
                + "); is this the name that the Server's certificate was made for?";
    }
}
