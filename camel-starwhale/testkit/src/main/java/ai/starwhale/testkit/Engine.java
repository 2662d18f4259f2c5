// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The HTTP side: listens on the loopback address, reads requests, sends answers. */
final class Engine implements AutoCloseable {

    static final String BASE = "/api/v1";

    private static final int GZIP_FROM = 8096;

    static {
        // Otherwise every answer waits 40 ms for an acknowledgement. Read once, when the class is loaded.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Traffic traffic;
    private final Set<Thread> serving;
    private final Function<Call, Reply> service;
    private final HttpServer http;
    private final ExecutorService threads;
    private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts to listen.
     *
     * @param serving where its threads are to be found while they handle a request
     * @param tls how it shows who it is, or null for plain HTTP
     * @param port where, or 0 for any that is free
     */
    Engine(Traffic traffic, Set<Thread> serving, Function<Call, Reply> service, @Nullable SSLContext tls, int port) {
        this.traffic = traffic;
        this.serving = serving;
        this.service = service;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "starwhale-testkit-" + number.incrementAndGet());
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        });
        try {
            http = listening(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), tls);
        } catch (IOException e) {
            threads.shutdownNow();
            throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1: " + e.getMessage(), e);
        }
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    private static HttpServer listening(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    String url() {
        return (http instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port();
    }

    int port() {
        return http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        serving.add(Thread.currentThread());
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI uri = exchange.getRequestURI();
            RecordedRequest request = new RecordedRequest(
                    exchange.getRequestMethod(),
                    uri.toString().split("\\?", 2)[0],
                    uri.getRawQuery(),
                    new String(body, StandardCharsets.UTF_8));
            Answer answer = traffic.record(request);
            if (answer == null) {
                send(exchange, reply(exchange, request, body), Delivery.NORMAL);
                return;
            }
            Reply own = null;
            for (int i = 0; i < answer.handlings(); i++) {
                own = reply(exchange, request, body);
            }
            Reply reply = answer.reply(own);
            if (answer.delivery().begins(closed) && reply != null) {
                send(exchange, reply, answer.delivery());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Without an answer this closes the connection.
            exchange.close();
            serving.remove(Thread.currentThread());
        }
    }

    private Reply reply(HttpExchange exchange, RecordedRequest request, byte[] body) {
        String[] path = path(request.path());
        boolean isStore =
                request.path().startsWith(BlobApi.STORE) && request.method().equals("GET");
        if (path == null && !isStore) {
            return Reply.html(request.path().contains("//") ? 500 : 404);
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            headers.put(name.toLowerCase(Locale.ROOT), values.get(0));
        });
        Map<String, String> query = parameters(request.query() == null ? "" : request.query());
        if (path == null) {
            String file = decoded(request.path().substring(BlobApi.STORE.length()));
            return service.apply(Call.ofStore(file, query, headers));
        }
        return service.apply(new Call(request.method(), path, query, headers, body));
    }

    /** The decoded segments below the base, without a slash at the end; null for what is not below it. */
    static String @Nullable [] path(String path) {
        if (path.contains("//") || !path.startsWith(BASE + "/")) {
            return null;
        }
        List<String> segments = new ArrayList<>();
        for (String segment :
                path.substring(BASE.length() + 1).replaceAll("/$", "").split("/", -1)) {
            segments.add(decoded(segment));
        }
        return segments.toArray(new String[0]);
    }

    /** A part of a path, where a plus is a plus. */
    static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : encoded.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? parts[1] : "";
            parameters.putIfAbsent(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private void send(HttpExchange exchange, Reply reply, Delivery delivery) throws IOException, InterruptedException {
        byte[] body = reply.body();
        if (reply.contentType() != null) {
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        String encodings = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        boolean isZipped = reply.headers().containsKey(Gzip.HEADER);
        boolean canBeZipped = reply.contentType() != null && encodings != null && encodings.contains(Gzip.NAME);
        if (canBeZipped && !isZipped && body.length > GZIP_FROM) {
            body = Gzip.of(body);
            exchange.getResponseHeaders().set(Gzip.HEADER, Gzip.NAME);
            exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        }
        // What is cut must not end in order: without chunks more was promised than comes.
        boolean isChunked = reply.isChunked() && delivery.cutAfter() >= body.length;
        // To Java's server, 0 is a length that is not known, and -1 is 0.
        exchange.sendResponseHeaders(reply.status(), isChunked ? 0 : body.length == 0 ? -1 : body.length);
        delivery.write(exchange.getResponseBody(), body, closed);
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
        try {
            // Waiting for the executor is not enough: its threads live a little longer.
            for (Thread thread : started) {
                // A server can be told to restart by a request of its own.
                if (!thread.equals(Thread.currentThread())) {
                    thread.join(TimeUnit.SECONDS.toMillis(10));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
