// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** The pages of a scan fetched one after the other, as fast as the client's own HTTP library does, and looked at by nobody. */
final class PlainFetch implements Closeable {
    private final CloseableHttpClient http = HttpClients.createMinimal();
    private final byte[] buffer = new byte[64 * 1024];
    private final String url;
    private final Form form;

    PlainFetch(String url, Form form) {
        this.url = url;
        this.form = form;
    }

    /** Fetches so many pages, and counts their bytes. */
    long bytes(int pages) throws IOException {
        long bytes = 0;
        for (int i = 0; i < pages; i++) {
            HttpPost request = new HttpPost(url + "/api/v1/datastore/scanTable");
            String start = i == 0
                    ? ""
                    : String.format(",\"start\":\"%016x\",\"startInclusive\":false", (long) i * CannedPages.ROWS - 1);
            request.setEntity(new StringEntity(
                    "{\"limit\":" + CannedPages.ROWS + ",\"encodeWithType\":" + (form == Form.TYPED) + start + "}"));
            bytes += http.execute(request, this::drop);
        }
        return bytes;
    }

    private long drop(ClassicHttpResponse answer) throws IOException {
        long bytes = 0;
        try (InputStream body = answer.getEntity().getContent()) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes += count;
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
