// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A forward proxy that takes every host for one server: plain requests, and tunnels. */
final class ForwardingProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile String login;
    private volatile int refusal;

    /** {@code server} is the address that everything is sent on to. */
    ForwardingProxy(String server) throws IOException {
        this.target = URI.create(server).getPort();
        this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        threads.execute(this::accept);
    }

    /** From now on it serves this user alone. */
    ForwardingProxy wants(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        login = "Basic " + Base64.getEncoder().encodeToString(pair);
        return this;
    }

    /** From now on it answers this to everything. */
    ForwardingProxy refuses(int status) {
        refusal = status;
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The first lines of the requests that were let through. */
    List<String> lines() {
        return heads.stream().map(ForwardingProxy::line).toList();
    }

    /** The first lines and the headers of the requests that were let through. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private static String line(String head) {
        return head.split("\r\n", 2)[0];
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                try {
                    threads.execute(() -> serve(client));
                } catch (RejectedExecutionException closing) {
                    // It came just then; its other side would wait for an answer.
                    client.close();
                }
            }
        } catch (IOException closed) {
            // The proxy is closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            while (!head.isEmpty() && !isLetThrough(head)) {
                client.getInputStream().readNBytes(bodyLength(head));
                String asked = refusal == 0 ? "407 No\r\nProxy-Authenticate: Basic realm=\"test\"" : refusal + " No";
                send(client, "HTTP/1.1 " + asked + "\r\nContent-Length: 0\r\n\r\n");
                head = head(client.getInputStream());
            }
            if (!head.isEmpty()) {
                pass(client, head);
            }
        } catch (IOException broken) {
            // Closes both sides.
        }
    }

    private boolean isLetThrough(String head) {
        return refusal == 0 && (login == null || head.contains("\r\nProxy-Authorization: " + login + "\r\n"));
    }

    private void pass(Socket client, String head) throws IOException {
        heads.add(head);
        try (Socket server = new Socket(listener.getInetAddress(), target)) {
            if (head.startsWith("CONNECT ")) {
                send(client, "HTTP/1.1 200 Connected\r\n\r\n");
            } else {
                // One request a connection, so that the next one is read here again.
                String own = head.replaceFirst(" http://[^/ ]+", " ")
                        .replaceAll("\r\n(Proxy-[^\r]+|Connection: [^\r]+)", "")
                        .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
                send(server, own);
            }
            threads.execute(() -> pump(client, server));
            pump(server, client);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count; (count = from.getInputStream().read(buffer)) >= 0; ) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException broken) {
            // The other side has ended.
        }
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        to.getOutputStream().flush();
    }

    private static int bodyLength(String head) {
        for (String header : head.toLowerCase(Locale.ROOT).split("\r\n", -1)) {
            if (header.startsWith("content-length:")) {
                return Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        return 0;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next; (next = in.read()) >= 0; ) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
