// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** Reads what a Server answered to a call that succeeded. */
interface Answer<T> {
    T read(ClassicHttpResponse response, InputStream body) throws IOException;
}
