// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
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
        URI address = URI.create(base);
        if (e instanceof SSLPeerUnverifiedException) {
            return "the certificate is not one of " + address.getHost() + " (" + e.getMessage()
                    + "); is this the name that the Server's certificate was made for?";
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException) {
                return "the certificate of " + address.getHost() + " is not trusted (" + cause.getMessage()
                        + "); set sslContext (in Camel, sslContextParameters) to one that trusts it";
            }
        }
        return null;
    }
}
