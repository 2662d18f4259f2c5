// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import com.fasterxml.jackson.core.JacksonException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** The connections to one Server: one exchange at a time, no second try, errors told apart. */
final class Connections implements Closeable {
    private static final RequestConfig UNCOMPRESSED =
            RequestConfig.custom().setContentCompressionEnabled(false).build();

    private final String base;
    private final Credentials credentials;
    private final @Nullable ForwardProxy proxy;
    private final CloseableHttpClient http;
    private volatile boolean closed;

    Connections(String base, HttpSettings settings, Credentials credentials) {
        this(base, credentials, ForwardProxy.to(URI.create(base), settings.proxy()), settings);
    }

    private Connections(String base, Credentials credentials, @Nullable ForwardProxy proxy, HttpSettings settings) {
        this(base, credentials, proxy, Clients.of(settings, proxy).build());
    }

    /** Over what need not be a network. */
    Connections(String base, Credentials credentials, @Nullable ForwardProxy proxy, CloseableHttpClient http) {
        this.base = base;
        this.credentials = credentials;
        this.proxy = proxy;
        this.http = http;
    }

    String base() {
        return base;
    }

    /** Asks once. The reader is called for a success only. */
    <T> T exchange(Attempt attempt, @Nullable String token, Answer<T> reader) {
        Call call = attempt.call();
        HttpUriRequestBase request = request(call, token);
        attempt.sends(request);
        try {
            HttpClientContext context = HttpClientContext.create();
            return http.execute(request, context, response -> read(attempt, token, response, context, reader));
        } catch (JsonTrouble e) {
            throw new ProtocolException(message(call) + e.getMessage(), e.status, null);
        } catch (IOException e) {
            throw failure(attempt, e);
        } catch (IllegalStateException e) {
            throw failure(attempt, halted(closed, e));
        }
    }

    /** Asks once and gives the body of a success as it comes, to be closed by the caller. */
    InputStream open(Attempt attempt, @Nullable String token) {
        Call call = attempt.call();
        HttpUriRequestBase request = request(call, token);
        attempt.sends(request);
        try {
            HttpClientContext context = HttpClientContext.create();
            ClassicHttpResponse response = http.executeOpen(null, request, context);
            attempt.answered(response.getCode());
            boolean opened = false;
            try {
                OpenBody body = new OpenBody(request, response, success(call, token, response, context), message(call));
                opened = true;
                return body;
            } finally {
                if (!opened) {
                    Clients.discard(response);
                }
            }
        } catch (IOException e) {
            throw failure(attempt, e);
        } catch (IllegalStateException e) {
            throw failure(attempt, halted(closed, e));
        }
    }

    /** What it means when the library is not in the state to go on. */
    static IOException halted(boolean isClosed, IllegalStateException e) {
        if (isClosed) {
            throw new IllegalStateException("this client is closed", e);
        } else if (e instanceof CancellationException) {
            return new IOException("the thread was interrupted", e);
        }
        throw e;
    }

    /** What it means that no answer came, or not all of it. */
    private StarwhaleException failure(Attempt attempt, IOException e) {
        String prefix = message(attempt.call());
        if (attempt.deadline().isOver()) {
            String limit = attempt.deadline().limit();
            return new UnavailableException(prefix + "it took longer than " + limit, 0, e);
        } else if (e instanceof ZipException) {
            return new ProtocolException(prefix + Failures.reason(e), attempt.status(), e);
        }
        String distrust = Distrust.reason(e, base);
        return distrust == null
                ? new UnavailableException(prefix + Failures.reason(e), 0, e)
                : new ProtocolException(prefix + distrust, 0, e);
    }

    private HttpEntity success(
            Call call, @Nullable String token, ClassicHttpResponse response, HttpClientContext context)
            throws IOException {
        HttpEntity entity = response.getEntity();
        int status = response.getCode();
        StarwhaleException refused = proxy == null ? null : proxy.refusal(message(call), status, context);
        if (refused != null) {
            throw refused;
        }
        if (status < 200 || status > 299) {
            throw Failures.of(message(call), response, text -> credentials.hidden(text, token));
        }
        if (entity == null) {
            throw new ProtocolException(message(call) + "the answer is empty", status, null);
        }
        ContentType type = ContentType.parseLenient(entity.getContentType());
        if (type != null && "text/html".equalsIgnoreCase(type.getMimeType())) {
            throw Failures.html(message(call), status);
        }
        return entity;
    }

    private <T> T read(
            Attempt attempt,
            @Nullable String token,
            ClassicHttpResponse response,
            HttpClientContext context,
            Answer<T> reader)
            throws IOException {
        Call call = attempt.call();
        int status = response.getCode();
        attempt.answered(status);
        HttpEntity entity = success(call, token, response, context);
        try (InputStream body = attempt.counted(entity.getContent())) {
            return reader.read(response, body);
        } catch (JacksonException e) {
            throw new JsonTrouble(e, status);
        } catch (ProtocolException e) {
            throw new ProtocolException(message(call) + e.getMessage(), status, e);
        }
    }

    private String message(Call call) {
        return "cannot " + call.purpose() + " on " + base + ": ";
    }

    private HttpUriRequestBase request(Call call, @Nullable String token) {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), URI.create(base + call.path()));
        request.setHeader("Accept", call.accept());
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        if (call.body() != null) {
            request.setEntity(
                    new StringEntity(call.body(), ContentType.create(call.contentType(), StandardCharsets.UTF_8)));
        }
        if (!call.compressed()) {
            request.setConfig(UNCOMPRESSED);
        }
        return request;
    }

    @Override
    public void close() {
        closed = true;
        http.close(CloseMode.GRACEFUL);
    }

    /** Jackson's own exceptions quote the document: only where it is wrong goes on. */
    private static final class JsonTrouble extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        JsonTrouble(JacksonException e, int status) {
            super("the answer is cut off or is not JSON"
                    + (e.getLocation() == null
                            ? ""
                            : ", at byte " + e.getLocation().getByteOffset()));
            this.status = status;
        }
    }
}
