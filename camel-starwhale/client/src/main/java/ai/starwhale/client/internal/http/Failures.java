// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.http;

import ai.starwhale.client.ConflictException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.NotAuthenticatedException;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.NotPermittedException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.UnavailableException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * Makes an exception of an answer that is no success. A Server has four shapes of errors: an envelope with texts, the
 * same with lists of texts, an HTML page, and plain text; only the HTTP status tells for certain what happened.
 */
final class Failures {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What Java says of an answer that is not encrypted, such as that of a port that speaks HTTP. */
    private static final String NOT_TLS = "Unsupported or unrecognized SSL message";
    /** A Server repeats whole requests in its errors, records and all. */
    private static final int READ_LIMIT = 64 * 1024;

    private static final int SHOWN_LIMIT = 500;

    private Failures() {}

    /** The exception for this answer; {@code prefix} says what was asked of whom, {@code hidden} takes secrets out. */
    static StarwhaleException of(String prefix, ClassicHttpResponse response, UnaryOperator<String> hidden)
            throws IOException {
        int status = response.getCode();
        String said = hidden.apply(said(response));
        String message = prefix + (said.isEmpty() ? "it answered " + status : said + " (" + status + ")");
        return switch (status) {
            case 400, 422 -> new InvalidRequestException(message, status, null);
            case 401 -> new NotAuthenticatedException(message, status, null);
            case 403 -> new NotPermittedException(message, status, null);
            case 404 -> isHtml(response) ? html(prefix, status) : new NotFoundException(message, status, null);
            case 409 -> new ConflictException(message, status, null);
            case 408, 429, 502, 503, 504 ->
                new BusyException(new UnavailableException(message, status, null), header(response, "Retry-After"));
            default ->
                status < 400 ? redirect(prefix, response, hidden) : new StarwhaleException(message, status, null);
        };
    }

    /** A page for people where a document for programs belongs. */
    static ProtocolException html(String prefix, int status) {
        return new ProtocolException(
                prefix + "it answered an HTML page (" + status + "); is this the address of a Starwhale Server?",
                status,
                null);
    }

    private static ProtocolException redirect(
            String prefix, ClassicHttpResponse response, UnaryOperator<String> hidden) {
        String location = header(response, "Location");
        String place = location == null ? "" : ", Location " + hidden.apply(shortened(location));
        return new ProtocolException(
                prefix + "it sends the caller elsewhere (" + response.getCode() + place
                        + "), which is not followed; is http or https wrong?",
                response.getCode(),
                null);
    }

    /** Why no answer came, in words. */
    static String reason(IOException e) {
        String detail = e.getMessage() == null ? e.getClass().getSimpleName() : shortened(e.getMessage());
        if (e instanceof UnknownHostException) {
            return "the host is not known (" + detail + ")";
        } else if (e instanceof ConnectException) {
            return "no connection can be made (" + detail + ")";
        } else if (e instanceof SocketTimeoutException) {
            return "it took too long (" + detail + ")";
        } else if (e instanceof SSLException) {
            return "TLS failed (" + detail + ")" + (detail.contains(NOT_TLS) ? "; is http or https wrong?" : "");
        } else if (e instanceof ZipException) {
            return "the answer is said to be compressed, and cannot be read as that (" + detail + ")";
        }
        return "the connection broke (" + detail + ")";
    }

    private static String said(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return "";
        }
        byte[] body;
        try (InputStream content = entity.getContent()) {
            body = content.readNBytes(READ_LIMIT);
        }
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (isHtml(response) || text.startsWith("<")) {
            return "it answered an HTML page";
        }
        if (!text.startsWith("{")) {
            return shortened(text);
        }
        List<String> messages = new ArrayList<>();
        try {
            collect(JSON.readTree(text).path("message"), messages);
        } catch (IOException cutOff) {
            return shortened(text);
        }
        return shortened(String.join("; ", messages));
    }

    private static void collect(JsonNode message, List<String> messages) {
        if (message.isArray()) {
            message.forEach(element -> collect(element, messages));
        } else if (message.isValueNode() && !message.isNull()) {
            messages.add(message.asText());
        }
    }

    private static boolean isHtml(ClassicHttpResponse response) {
        String type = header(response, "Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN_LIMIT ? line : line.substring(0, SHOWN_LIMIT) + "...";
    }
}
