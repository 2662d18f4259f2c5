// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are the same however long they are and however they arrive. */
class LinesTest {

    private static List<String> read(InputStream stream, int longest) throws IOException {
        List<String> read = new ArrayList<>();
        try (Lines lines = new Lines(stream, longest)) {
            while (lines.next()) {
                read.add(new String(
                        lines.bytes(), lines.from(), lines.to() - lines.from(), StandardCharsets.ISO_8859_1));
            }
        }
        return read;
    }

    private static InputStream stream(String text, int most) {
        return new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(most, length));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 30, 1000})
    void ofEveryLengthInPiecesOfAnyLength(int most) throws IOException {
        List<String> expected = IntStream.range(0, 40)
                .map(i -> i * 7 % 40)
                .mapToObj(length -> "\u008a\u000b\t".repeat(14).substring(0, length))
                .toList();
        String text = String.join("\n", expected);

        assertThat(read(stream(text + "\n", most), 40)).isEqualTo(expected);
        assertThat(read(stream(text, most), 40)).isEqualTo(expected);
        assertThat(read(stream("\n" + text, most), 1000)).startsWith("").hasSize(41);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 131_072, 131_073, 300_000})
    void longerThanWhatIsReadAtOnce(int length) throws IOException {
        List<String> expected = List.of("a", "b".repeat(length), "", "c");

        assertThat(read(stream(String.join("\n", expected), 100_000), 300_001)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void thatAreTooLong(int longest) throws IOException {
        String line = "a".repeat(longest - 1);

        assertThat(read(stream(line + "\n" + line, 1000), longest)).hasSize(2);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(stream(line + "a\n", 1000), longest))
                .withMessage("a line is longer than " + longest + " bytes");
    }

    @Test
    void thereAreNoneInNothing() throws IOException {
        assertThat(read(stream("", 10), 10)).isEmpty();
    }

    @Test
    void whatTheyCameFromIsClosed() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        read(stream, 10);

        assertThat(closed).isTrue();
    }
}
