// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to a real Server and what it answered, as it was recorded: a label, the request behind {@code >}, the status
 * behind {@code <}, the body, and the time that it took.
 *
 * @param name the label, with a number behind it where it is not the first of its transcript
 * @param target path and query
 * @param type the content type of the answer, empty if there was none
 */
record Exchange(
        String transcript,
        String name,
        String method,
        String target,
        Map<String, String> headers,
        String body,
        int status,
        String type,
        String answer) {

    private static final Pattern REQUEST = Pattern.compile("> ([A-Z]+) (?:http://[^/]+)?(/.*)");
    private static final Pattern HEADER = Pattern.compile("> ([A-Za-z-]+): (.*)");
    private static final Pattern STATUS = Pattern.compile("< (?:HTTP/1.1 )?(\\d{3}) +(?:Content-Type: )?(\\S*).*");
    private static final Pattern TIME = Pattern.compile("\\[[0-9.]+s]");

    /** What was recorded under this name, but for what is no HTTP request with an answer. */
    static List<Exchange> of(String transcript) {
        List<Exchange> exchanges = new ArrayList<>();
        Map<String, Integer> labels = new HashMap<>();
        for (String block : Pattern.compile("(?m)^### ").split(text(transcript), -1)) {
            String[] lines = block.split("\n");
            int count = labels.merge(lines[0], 1, Integer::sum);
            Exchange exchange = read(transcript, count == 1 ? lines[0] : lines[0] + " (" + count + ")", lines);
            if (exchange.status > 0) {
                exchanges.add(exchange);
            }
        }
        return exchanges;
    }

    private static String text(String transcript) {
        String name = "/recorded/transcripts/" + transcript + ".txt";
        try (InputStream in = Objects.requireNonNull(Exchange.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Exchange read(String transcript, String name, String... lines) {
        String method = "";
        String target = "";
        String type = "";
        int status = 0;
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> body = new ArrayList<>();
        List<String> answer = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            Matcher request = REQUEST.matcher(lines[i]);
            Matcher header = HEADER.matcher(lines[i]);
            Matcher answered = STATUS.matcher(lines[i]);
            if (status > 0) {
                if (!TIME.matcher(lines[i]).matches()) {
                    answer.add(lines[i]);
                }
            } else if (answered.matches()) {
                status = Integer.parseInt(answered.group(1));
                type = answered.group(2).equals("None") ? "" : answered.group(2);
            } else if (method.isEmpty() && request.matches()) {
                method = request.group(1);
                target = request.group(2);
            } else if (header.matches()) {
                headers.put(header.group(1), header.group(2));
            } else if (lines[i].startsWith("> ")) {
                body.add(lines[i].substring(2));
            }
        }
        return new Exchange(
                transcript,
                name,
                method,
                target,
                headers,
                String.join("\n", body),
                status,
                type,
                String.join("\n", answer).strip());
    }
}
