// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.StarwhaleException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** Whether a call that failed may have reached the Server all the same. */
public final class Delivery {
    private Delivery() {}

    /** False only where it is certain that nothing was sent, or that what was sent was turned away. */
    public static boolean isPossible(StarwhaleException failure) {
        Throwable cause = failure.getCause();
        boolean unsent = cause instanceof NotSentException
                || cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException;
        int status = failure.httpStatus();
        boolean turnedAway = status >= 300 && status < 500 && status != 408;
        return !unsent && !turnedAway;
    }
}
