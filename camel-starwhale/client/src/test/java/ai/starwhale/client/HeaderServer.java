// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that keeps the Authorization headers it gets, and answers always the same. */
final class HeaderServer implements AutoCloseable {
    private final HttpServer http;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    HeaderServer(int status, String header, String value, String body) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, status, header, value, body);
            }
        });
        http.start();
    }

    private void answer(HttpExchange exchange, int status, String header, String value, String body)
            throws IOException {
        List<String> sent = exchange.getRequestHeaders().get("Authorization");
        authorizations.add(sent == null ? "none" : String.join(",", sent));
        exchange.getResponseHeaders().set(header, value);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** One entry a request; "none" where there was no such header. */
    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
