// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a client and a server, and cuts the connection at a byte of one exchange. */
final class CuttingProxy implements AutoCloseable {
    /** Which way the bytes go that are cut. */
    enum Way {
        REQUEST,
        ANSWER
    }

    private final int target;
    private final String line;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Way way = Way.REQUEST;
    private int cutAfter = -1;
    private int requestLength;
    private int answerLength;

    /** Watches for requests that begin with this line. */
    CuttingProxy(int target, String line) throws IOException {
        this.target = target;
        this.line = line;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Cuts the next exchange of that kind once, after so many bytes. */
    synchronized void cut(Way direction, int bytes) {
        way = direction;
        cutAfter = bytes;
    }

    synchronized int requestLength() {
        return requestLength;
    }

    synchronized int answerLength() {
        return answerLength;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // The proxy is closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            while (exchange(client, server)) {
                // The next one over the same connection.
            }
        } catch (IOException broken) {
            // Closes both sides.
        }
    }

    private boolean exchange(Socket client, Socket server) throws IOException {
        byte[] request = message(client.getInputStream());
        if (request.length == 0) {
            return false;
        }
        boolean watched = new String(request, StandardCharsets.ISO_8859_1).startsWith(line);
        int cut = watched ? takeCut() : -1;
        if (cut >= 0 && way == Way.REQUEST && cut < request.length) {
            send(server.getOutputStream(), request, cut);
            return false;
        }
        send(server.getOutputStream(), request, request.length);
        // Also where it is not passed on: so the request has been handled when the client notices.
        byte[] answer = message(server.getInputStream());
        if (watched) {
            seen(request.length, answer.length);
        }
        if (cut >= 0) {
            send(client.getOutputStream(), answer, way == Way.ANSWER ? cut : 0);
            return false;
        }
        send(client.getOutputStream(), answer, answer.length);
        return true;
    }

    private synchronized int takeCut() {
        int cut = cutAfter;
        cutAfter = -1;
        return cut;
    }

    private synchronized void seen(int request, int answer) {
        requestLength = request;
        answerLength = answer;
    }

    private static void send(OutputStream out, byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        out.flush();
    }

    /** One request or answer: its head, and as many bytes as it announces. */
    private static byte[] message(InputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return new byte[0];
            }
            message.write(next);
            head = next == '\n' ? message.toString(StandardCharsets.ISO_8859_1) : "";
        }
        for (String header : head.toLowerCase(Locale.ROOT).split("\r\n", -1)) {
            if (header.startsWith("content-length:")) {
                int length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
                message.write(in.readNBytes(length));
            }
        }
        return message.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
