// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/** The body of an answer that is read by a caller at his own pace. */
final class OpenBody extends FilterInputStream {
    private final HttpUriRequestBase request;
    private final ClassicHttpResponse response;
    private final String prefix;
    private boolean ended;

    /** {@code prefix} says what was asked of whom. */
    OpenBody(HttpUriRequestBase request, ClassicHttpResponse response, HttpEntity entity, String prefix)
            throws IOException {
        super(entity.getContent());
        this.request = request;
        this.response = response;
        this.prefix = prefix;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int count = super.read(bytes, offset, length);
            ended |= count < 0;
            return count;
        } catch (IOException e) {
            throw new IOException(prefix + Failures.reason(e), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            response.close();
            return;
        }
        // Closing alone would read all that is left, which may be gigabytes.
        request.cancel();
        try {
            response.close();
        } catch (IOException cancelled) {
            ended = true;
        }
    }
}
