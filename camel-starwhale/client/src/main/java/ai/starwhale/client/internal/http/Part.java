// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a storage answered to a {@link Fetch}. It holds a connection until it is closed.
 *
 * @param isPartial whether it says that this is a part (206) and not everything (200)
 * @param first the first byte that it says it gives; -1 where it does not say
 * @param length how many bytes it says it gives; -1 where it does not say
 * @param body the bytes; fewer than {@code length} show as an {@link IOException}
 */
public record Part(boolean isPartial, long first, long length, InputStream body) implements Closeable {

    /** To be called when all bytes were read: a body whose end was seen leaves its connection to the next request. */
    public void seeEnd() throws IOException {
        body.read();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
