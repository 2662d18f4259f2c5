// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * What a client gets.
 *
 * @param breaksOff whether the connection is lost behind the body
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Answer(int status, String contentType, Map<String, String> headers, byte[] body, boolean breaksOff) {
    static Answer error(int status) {
        byte[] page = ("<html><h1>HTTP Status " + status + "</h1></html>").getBytes(StandardCharsets.UTF_8);
        return new Answer(status, "text/html", Map.of(), page, false);
    }

    static Answer busy(int status, int retryAfterSeconds) {
        Map<String, String> headers = Map.of("Retry-After", Integer.toString(retryAfterSeconds));
        return new Answer(status, "text/plain", headers, new byte[0], false);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Answer withText(String text) {
        return new Answer(status, contentType, headers, text.getBytes(StandardCharsets.UTF_8), breaksOff);
    }

    /** Whole, if the connection held. */
    Answer mended(String text) {
        return new Answer(status, contentType, headers, text.getBytes(StandardCharsets.UTF_8), false);
    }

    Answer cut(int length) {
        return new Answer(status, contentType, headers, Arrays.copyOf(body, length), true);
    }

    Answer twice() {
        byte[] doubled = Arrays.copyOf(body, 2 * body.length);
        System.arraycopy(body, 0, doubled, body.length, body.length);
        return new Answer(status, contentType, headers, doubled, breaksOff);
    }
}
