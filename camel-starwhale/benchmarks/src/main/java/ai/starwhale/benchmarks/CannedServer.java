// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A process that answers scans with pages written in advance, as fast as a socket takes them. */
final class CannedServer {
    private static final String PROJECT =
            "{\"code\":\"success\",\"message\":\"Success\",\"data\":{\"id\":\"1\",\"name\":\"demo\"}}";

    private CannedServer() {}

    static ServerProcess start(Form form, int pages) throws IOException {
        return ServerProcess.start(CannedServer.class, form.name(), Integer.toString(pages));
    }

    /** The process: form and number of pages are its arguments, its address is the first line that it prints. */
    public static void main(String[] arguments) throws IOException {
        Form form = Form.valueOf(arguments[0]);
        byte[][] answers = answers(form, Integer.parseInt(arguments[1]));
        // A scan asks for its first page with types in any case.
        byte[] first = new CannedPages(Form.TYPED, form == Form.TYPED, ScanBenchmark.COLUMNS).page(0);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println("http://127.0.0.1:" + server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket, first, answers));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private static byte[][] answers(Form form, int pages) {
        CannedPages canned = new CannedPages(form, form == Form.TYPED, ScanBenchmark.COLUMNS);
        byte[][] answers = new byte[pages + 1][];
        for (int i = 0; i < pages; i++) {
            answers[i] = canned.page(i);
        }
        answers[pages] = canned.end();
        return answers;
    }

    private static void serve(Socket socket, byte[] first, byte[][] answers) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                String body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
                byte[] answer = PROJECT.getBytes(StandardCharsets.UTF_8);
                if (head.contains("/scanTable ")) {
                    int page = page(body);
                    answer = page == 0 && body.contains("\"encodeWithType\":true") ? first : answers[page];
                }
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + answer.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(answer);
            }
        } catch (IOException clientIsGone) {
            // It asks again if it wants to.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (c == '\n' && head.length() > 3 && head.charAt(head.length() - 3) == '\n') {
                break;
            }
        }
        return head.toString();
    }

    private static int length(String head) {
        String name = "content-length: ";
        int found = head.toLowerCase(Locale.ROOT).indexOf(name);
        int start = found + name.length();
        return found < 0 ? 0 : Integer.parseInt(head.substring(start, head.indexOf('\r', start)));
    }

    /** The page behind the key that a scan begins with. */
    private static int page(String scan) {
        String name = "\"start\":\"";
        int found = scan.indexOf(name);
        int start = found + name.length();
        return found < 0 ? 0 : (int) ((Long.parseLong(scan, start, start + 16, 16) + 1) / CannedPages.ROWS);
    }
}
