// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.io.IOException;
import java.io.InputStream;

/** Reads the body of an answer, as a stream. */
public interface BodyReader<T> {
    T read(InputStream body) throws IOException;
}
