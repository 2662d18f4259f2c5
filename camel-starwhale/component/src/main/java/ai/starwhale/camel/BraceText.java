// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * A body that is a text with a brace first, whatever holds it; a byte order mark before it is left out. Of any other no more
 * is read than its beginning.
 */
final class BraceText {
    /** White space that is skipped at most. */
    private static final int LOOK = 4096;

    private static final String MARK = "\uFEFF";
    private static final byte[] UTF_8_MARK = MARK.getBytes(StandardCharsets.UTF_8);

    private BraceText() {}

    /** The text, or null if it does not begin with a brace. */
    static @Nullable String of(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (body instanceof String text) {
            String unmarked = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
            return unmarked.stripLeading().startsWith("{") ? unmarked : null;
        }
        if (!(body instanceof byte[]
                || body instanceof InputStream
                || body instanceof StreamCache
                || body instanceof WrappedFile)) {
            return null;
        }
        try {
            return read(message, body, charset(exchange));
        } catch (IOException e) {
            throw new RuntimeCamelException("the body cannot be read", e);
        } finally {
            if (body instanceof StreamCache cache) {
                cache.reset();
            }
        }
    }

    private static @Nullable String read(Message message, Object body, Charset charset) throws IOException {
        InputStream given = message.getBody(InputStream.class);
        if (given == null) {
            return null;
        }
        InputStream in = given.markSupported() ? given : new BufferedInputStream(given, LOOK);
        if (body instanceof InputStream && !(body instanceof StreamCache)) {
            // Nobody else would see what was read of it.
            message.setBody(in);
        }
        in.mark(UTF_8_MARK.length + LOOK);
        boolean isMarked = Arrays.equals(in.readNBytes(UTF_8_MARK.length), UTF_8_MARK);
        in.reset();
        in.skipNBytes(isMarked ? UTF_8_MARK.length : 0);
        boolean isBrace = beginsWithBrace(in);
        in.reset();
        String text = isBrace ? text(in.readAllBytes(), isMarked, charset) : null;
        if (body instanceof WrappedFile) {
            in.close();
        }
        return text;
    }

    private static String text(byte[] bytes, boolean isMarked, Charset charset) {
        int skipped = isMarked ? UTF_8_MARK.length : 0;
        return new String(bytes, skipped, bytes.length - skipped, isMarked ? StandardCharsets.UTF_8 : charset);
    }

    private static boolean beginsWithBrace(InputStream in) throws IOException {
        for (int i = 0; i < LOOK; i++) {
            int next = in.read();
            if (next < 0 || !Character.isWhitespace(next)) {
                return next == '{';
            }
        }
        return false;
    }

    private static Charset charset(Exchange exchange) {
        return Charset.forName(ExchangeHelper.getCharsetName(exchange));
    }
}
