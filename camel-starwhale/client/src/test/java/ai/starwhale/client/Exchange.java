// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request to a real Server and what it answered, as it was recorded: a label, the request behind {@code >}, the status
 * behind {@code <}, the body, and the time that it took.
 *
 * @param file the transcript
 * @param label what was tried
 * @param method the HTTP method
 * @param path the path, without the query
 * @param request what was sent
 * @param status the HTTP status
 * @param answer what was answered, as far as it was recorded
 */
record Exchange(String file, String label, String method, String path, String request, int status, String answer) {
    /** How much of a body a recording kept. */
    private static final List<Integer> CUTS = List.of(5000, 6000);

    private static final Pattern REQUEST = Pattern.compile("> ([A-Z]+) (?:http://[^/]+)?([^? ]*).*");
    private static final Pattern STATUS = Pattern.compile("< (?:HTTP/1.1 )?(\\d{3})\\b.*");
    private static final Pattern HEADER = Pattern.compile("> [A-Za-z-]+: .*");
    private static final Pattern TIME = Pattern.compile("\\[[0-9.]+s]");

    /** All that was recorded, but for what is no HTTP request with an answer. */
    static List<Exchange> all() {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(Exchange.class.getResource("/recorded/transcripts"))
                        .toURI()))) {
            return files.sorted().flatMap(Exchange::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Exchange> of(Path file) {
        try {
            return Pattern.compile("(?m)^### ")
                    .splitAsStream(Files.readString(file))
                    .skip(1)
                    .map(block -> of(file.getFileName().toString(), block.split("\n")))
                    .filter(exchange -> exchange.status > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Exchange of(String file, String... lines) {
        String method = "";
        String path = "";
        int status = 0;
        List<String> request = new ArrayList<>();
        List<String> answer = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            Matcher first = REQUEST.matcher(lines[i]);
            Matcher last = STATUS.matcher(lines[i]);
            if (status > 0) {
                if (!TIME.matcher(lines[i]).matches()) {
                    answer.add(lines[i]);
                }
            } else if (last.matches()) {
                status = Integer.parseInt(last.group(1));
            } else if (method.isEmpty() && first.matches()) {
                method = first.group(1);
                path = first.group(2);
            } else if (lines[i].startsWith("> ") && !HEADER.matcher(lines[i]).matches()) {
                request.add(lines[i].substring(2));
            }
        }
        return new Exchange(
                file,
                lines[0],
                method,
                path,
                String.join("\n", request),
                status,
                String.join("\n", answer).strip());
    }

    boolean isError() {
        return status >= 400;
    }

    /** Whether the recording holds only the beginning of the body. */
    boolean isCut() {
        return CUTS.contains(answer.length());
    }

    @Override
    public String toString() {
        return file + ": " + label + " (" + method + " " + path + ")";
    }
}
