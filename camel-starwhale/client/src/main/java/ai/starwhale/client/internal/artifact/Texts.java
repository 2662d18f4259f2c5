// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.artifact;

import ai.starwhale.client.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts in the encodings that Python names, decoded as strictly as it does: nothing is replaced. */
final class Texts {
    /** Names of Python that Java does not know, in small letters and with {@code -}. */
    private static final Map<String, String> NAMES = Map.of(
            "latin-1", "ISO-8859-1",
            "utf", "UTF-8",
            "u8", "UTF-8",
            "utf-8-sig", "UTF-8",
            "utf-16-le", "UTF-16LE",
            "utf-16-be", "UTF-16BE",
            "utf-32-le", "UTF-32LE",
            "utf-32-be", "UTF-32BE");

    private static final String MARKED = "utf-8-sig";

    private Texts() {}

    /**
     * @throws ProtocolException if the encoding is not known, or the bytes are not in it
     */
    static String decode(byte[] bytes, String encoding) {
        String name = encoding.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        Charset charset = charset(name);
        if (charset == null) {
            throw new ProtocolException("a text has the encoding '" + encoding + "', which is not known", 0, null);
        }
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return name.equals(MARKED) && text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ProtocolException(
                    "the " + bytes.length + " bytes of a text are not " + charset + ", which they should be", 0, e);
        }
    }

    private static @Nullable Charset charset(String name) {
        if (name.equals("utf-8")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(NAMES.getOrDefault(name, name));
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }
}
