// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.NotPermittedException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads signed addresses, which may lead to another host than the Server's. It has connections of its own, so that whoever
 * holds one to the Server can never wait for another, and knows no token. The query of an address is a signature: it is
 * shown nowhere, and neither is what a storage says of a failure, which may repeat it. Redirects are not followed.
 */
public final class Storage implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(?:\\d+|\\*)", Pattern.CASE_INSENSITIVE);

    private final HttpSettings settings;
    private final Time time;
    private final Duration callTimeout;
    private final RetryPolicy retries = new RetryPolicy();
    /** By the root of their host, each made when it is first needed: most clients never read an artifact. */
    private final Map<URI, CloseableHttpClient> clients = new HashMap<>();

    private boolean closed;

    Storage(HttpSettings settings, Time time) {
        this.settings = settings;
        this.time = time;
        this.callTimeout = settings.timeouts().call();
    }

    /** Makes something of an answer; called again for another answer when that breaks off. */
    public interface PartReader<T> {
        T read(Part part) throws IOException;
    }

    /**
     * Reads an answer whole, with another try where it breaks off.
     *
     * @throws NotPermittedException if the signature is refused (400, 401, 403): it may have expired
     * @throws StarwhaleException as its subclasses say
     */
    public <T> T read(Fetch fetch, PartReader<T> reader) {
        try (Deadline deadline = new Deadline(callTimeout, time)) {
            return repeated(fetch, deadline, () -> {
                try (Part part = openOnce(fetch, deadline)) {
                    return reader.read(part);
                }
            });
        }
    }

    /**
     * Opens an answer, which is not repeated once it began, and may take any time from then on.
     *
     * @throws NotPermittedException if the signature is refused (400, 401, 403): it may have expired
     * @throws StarwhaleException as its subclasses say
     */
    public Part open(Fetch fetch) {
        try (Deadline deadline = new Deadline(callTimeout, time)) {
            return repeated(fetch, deadline, () -> openOnce(fetch, deadline));
        }
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    private <T> T repeated(Fetch fetch, Deadline deadline, Attempt<T> exchange) {
        for (int attempt = 1; ; attempt++) {
            Duration asked = null;
            UnavailableException failure;
            try {
                T result = exchange.run();
                retries.succeeded();
                return result;
            } catch (BusyException e) {
                asked = e.retryAfter(time.now());
                failure = e.told();
            } catch (IOException e) {
                LOG.debug("{} failed: {}", fetch, e.toString());
                if (deadline.isOver()) {
                    throw new UnavailableException(message(fetch) + "it took longer than " + deadline.limit(), 0, e);
                }
                String distrust = Distrust.reason(e, fetch.place());
                if (distrust != null) {
                    throw new ProtocolException(message(fetch) + distrust, 0, e);
                }
                failure = new UnavailableException(reason(fetch, e), 0, e);
            }
            Duration pause = retries.pause(attempt, asked);
            if (!retries.another(attempt) || RetryPolicy.tooLong(pause) || !deadline.allows(pause)) {
                throw failure;
            }
            try {
                time.pause(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure;
            }
        }
    }

    private Part openOnce(Fetch fetch, Deadline deadline) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase("GET", fetch.address());
        // Lengths are those of the blob, and not of a compressed form of it.
        request.setHeader("Accept-Encoding", "identity");
        String range = fetch.range();
        if (range != null) {
            request.setHeader("Range", range);
        }
        deadline.cutOff(request::cancel);
        ClassicHttpResponse response = sent(fetch, request);
        LOG.debug("{} -> {}", fetch, response.getCode());
        boolean opened = false;
        try {
            Part part = part(fetch, request, response);
            opened = true;
            return part;
        } finally {
            if (!opened) {
                request.cancel();
                Clients.discard(response);
            }
        }
    }

    private ClassicHttpResponse sent(Fetch fetch, HttpUriRequestBase request) throws IOException {
        try {
            return http(fetch.address()).executeOpen(null, request, null);
        } catch (IllegalStateException e) {
            throw Connections.halted(isClosed(), e);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private Part part(Fetch fetch, HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        HttpEntity entity = response.getEntity();
        if (status != 200 && status != 206) {
            throw failure(fetch, response);
        }
        if (entity == null) {
            throw new ProtocolException(message(fetch) + "the answer is empty", status, null);
        }
        OpenBody body = new OpenBody(request, response, entity, message(fetch));
        if (status == 200) {
            return new Part(false, -1, entity.getContentLength(), body);
        }
        Header said = response.getFirstHeader("Content-Range");
        Matcher range =
                CONTENT_RANGE.matcher(said == null ? "" : said.getValue().strip());
        if (!range.matches()) {
            throw new ProtocolException(message(fetch) + "it does not say which part it gives", status, null);
        }
        long first = Long.parseLong(range.group(1));
        long length = Long.parseLong(range.group(2)) - first + 1;
        if (entity.getContentLength() >= 0 && entity.getContentLength() != length) {
            throw new ProtocolException(
                    message(fetch) + "it gives " + entity.getContentLength() + " bytes and says that they are "
                            + length,
                    status,
                    null);
        }
        return new Part(true, first, length, body);
    }

    private static StarwhaleException failure(Fetch fetch, ClassicHttpResponse response) {
        int status = response.getCode();
        String message = message(fetch) + "it answered " + status;
        return switch (status) {
            case 400, 401, 403 -> new NotPermittedException(message + " to a signed address", status, null);
            case 404, 410 -> new NotFoundException(message, status, null);
            case 416 -> new ProtocolException(message + ": the blob ends before", status, null);
            case 408, 429, 502, 503, 504 -> {
                Header after = response.getFirstHeader("Retry-After");
                yield new BusyException(
                        new UnavailableException(message, status, null), after == null ? null : after.getValue());
            }
            case 500 ->
                new StarwhaleException(
                        message + "; a Server answers so too when its storage does not have the blob", status, null);
            default ->
                status < 400
                        ? new ProtocolException(
                                message + ": it sends the caller elsewhere, which is not followed", status, null)
                        : new StarwhaleException(message, status, null);
        };
    }

    private static String message(Fetch fetch) {
        return "cannot read blob '" + fetch.blob() + "' from " + fetch.place() + ": ";
    }

    /** A body that broke off says itself what was asked of whom. */
    private static String reason(Fetch fetch, IOException e) {
        String said = String.valueOf(e.getMessage());
        return said.startsWith(message(fetch)) ? said : message(fetch) + Failures.reason(e);
    }

    /** The connections to the host of this address, which may be behind a proxy of its own. */
    private synchronized CloseableHttpClient http(URI address) {
        if (closed) {
            throw new IllegalStateException("this client is closed");
        }
        return clients.computeIfAbsent(
                address.resolve("/"), host -> Clients.of(settings, ForwardProxy.to(host, settings.proxy()))
                        .disableContentCompression()
                        .build());
    }

    @Override
    public synchronized void close() {
        closed = true;
        clients.values().forEach(client -> client.close(CloseMode.GRACEFUL));
    }
}
