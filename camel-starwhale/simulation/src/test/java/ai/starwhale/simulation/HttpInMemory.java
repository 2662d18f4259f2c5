// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/** What the client takes for its connections. */
final class HttpInMemory extends CloseableHttpClient {
    private final Exchange exchange;

    HttpInMemory(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost host, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : request.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        HttpEntity sent = request.getEntity();
        byte[] body = new byte[0];
        if (sent != null) {
            headers.put("content-type", sent.getContentType());
            try (InputStream content = sent.getContent()) {
                body = content.readAllBytes();
            }
        }
        Answer answer = exchange.send(new Request(request.getMethod(), request.getRequestUri(), headers, body));
        if (request instanceof HttpUriRequestBase cancellable && cancellable.isCancelled()) {
            throw new ConnectionClosedException("the request was cancelled");
        }
        return CloseableHttpResponse.adapt(response(answer));
    }

    private static BasicClassicHttpResponse response(Answer answer) {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(answer.status());
        answer.headers().forEach(response::setHeader);
        ContentType type = ContentType.parseLenient(answer.contentType());
        response.setEntity(
                answer.breaksOff()
                        ? new InputStreamEntity(
                                new SequenceInputStream(new ByteArrayInputStream(answer.body()), new BrokenOff()), type)
                        : new ByteArrayEntity(answer.body(), type));
        return response;
    }

    @Override
    public void close() {}

    @Override
    public void close(CloseMode mode) {}

    /** Where the connection is lost. */
    private static final class BrokenOff extends InputStream {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public int read() throws IOException {
            throw new ConnectionClosedException("Premature end of the answer");
        }
    }
}
