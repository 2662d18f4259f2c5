// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A store of one blob on a host of its own, which keeps the headers it gets and answers as it is told. */
final class StorageServer implements AutoCloseable {

    /** How it answers; {@code first} and {@code last} are what was asked for. */
    interface Behaviour {
        void answer(HttpExchange exchange, byte[] blob, int first, int last) throws IOException;
    }

    /** 200 and the part, with its length. */
    static final Behaviour PART = (exchange, blob, first, last) -> {
        byte[] part = Arrays.copyOfRange(blob, Math.min(first, blob.length), Math.min(last + 1, blob.length));
        exchange.sendResponseHeaders(200, part.length == 0 ? -1 : part.length);
        exchange.getResponseBody().write(part);
    };

    /** 200 and the part, without a length. */
    static final Behaviour PART_IN_CHUNKS = (exchange, blob, first, last) -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(blob, first, Math.min(last + 1, blob.length) - first);
    };

    /** 206 and the part. */
    static final Behaviour PARTIAL = (exchange, blob, first, last) -> {
        int end = Math.min(last + 1, blob.length);
        exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + blob.length);
        exchange.sendResponseHeaders(206, end - first);
        exchange.getResponseBody().write(blob, first, end - first);
    };

    /** 200 and everything, with its length. */
    static final Behaviour WHOLE = (exchange, blob, first, last) -> {
        exchange.sendResponseHeaders(200, blob.length);
        exchange.getResponseBody().write(blob);
    };

    /** 200 and everything, without a length. */
    static final Behaviour WHOLE_IN_CHUNKS = (exchange, blob, first, last) -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(blob);
    };

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final byte[] blob;
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    StorageServer(byte[] blob, Behaviour behaviour) throws IOException {
        this.blob = blob;
        this.behaviour = behaviour;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestHeaders());
                String range = exchange.getRequestHeaders().getFirst("Range");
                String[] bounds = range == null
                        ? new String[] {"0", ""}
                        : range.substring(6).split("-", -1);
                int first = Integer.parseInt(bounds[0]);
                int last = bounds[1].isEmpty() ? blob.length - 1 : Integer.parseInt(bounds[1]);
                this.behaviour.answer(exchange, this.blob, first, last);
            }
        });
        http.start();
    }

    /** A signed address. */
    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/bucket/blob?sign=canary-signature";
    }

    void behave(Behaviour value) {
        behaviour = value;
    }

    List<Headers> requests() {
        return List.copyOf(requests);
    }

    /** The header Range of each request. */
    List<String> ranges() {
        return requests.stream().map(headers -> headers.getFirst("Range")).toList();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
