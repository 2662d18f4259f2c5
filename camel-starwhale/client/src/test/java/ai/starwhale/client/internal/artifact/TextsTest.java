// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.ProtocolException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that Python encoded: {@code 'é你'.encode(name)}, or {@code 'é'} where there is no more. */
class TextsTest {

    @ParameterizedTest
    @CsvSource({
        "utf-8, c3a9e4bda0, é你",
        "UTF8, c3a9e4bda0, é你",
        "utf_8, c3a9e4bda0, é你",
        "utf-8-sig, efbbbfc3a9e4bda0, é你",
        "utf-16, fffee900604f, é你",
        "utf_16_le, e900604f, é你",
        "utf-16-be, 00e94f60, é你",
        "utf-32, fffe0000e9000000604f0000, é你",
        "gbk, a8a6c4e3, é你",
        "gb2312, a8a6c4e3, é你",
        "GB18030, a8a6c4e3, é你",
        "latin-1, e9, é",
        "latin1, e9, é",
        "iso8859_1, e9, é",
        "iso-8859-15, e9, é",
        "cp1252, e9, é",
        "ascii, 41, A",
        "us-ascii, 41, A",
        "utf-8, '', ''"
    })
    void namesOfPython(String encoding, String hex, String text) {
        assertThat(Texts.decode(HexFormat.of().parseHex(hex), encoding)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nope", "a b", "rot13", "?"})
    void unknownEncoding(String encoding) {
        assertThat(catchThrowableOfType(ProtocolException.class, () -> Texts.decode(new byte[1], encoding)))
                .hasMessage("a text has the encoding '" + encoding + "', which is not known");
    }

    @ParameterizedTest
    @CsvSource({"utf-8, ff", "utf-8, c3", "utf-8, eda080", "ascii, e9", "utf-16-le, e9"})
    void bytesThatAreNotInTheEncoding(String encoding, String hex) {
        assertThat(catchThrowableOfType(
                        ProtocolException.class,
                        () -> Texts.decode(HexFormat.of().parseHex(hex), encoding)))
                .hasMessageContaining("bytes of a text are not ");
    }

    @Test
    void markThatIsPartOfTheTextStays() {
        assertThat(Texts.decode(HexFormat.of().parseHex("efbbbf41"), "utf-8")).isEqualTo("\ufeffA");
    }
}
