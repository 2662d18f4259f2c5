// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.Row;
import ai.starwhale.client.internal.rows.ObjectValues;
import ai.starwhale.client.internal.server.pages.Encoder;
import ai.starwhale.client.internal.standalone.RecordedInstance;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any lines in place of a block, beginning with recorded ones: they are read, however they arrive, or refused. */
class BlockReaderFuzz {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();
    private static final KeyRange ALL = new KeyRange(null, false, null, false);
    private static final int LONGEST_LINE = 1 << 16;

    /** The first lines of each recorded table. */
    static Stream<byte[]> recorded() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.walk(RecordedInstance.root().resolve(".datastore"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".zip"))
                    .sorted()
                    .toList()) {
                try (InputStream block = BlockFile.open(file)) {
                    String text = new String(block.readNBytes(4000), StandardCharsets.UTF_8);
                    int end = text.lastIndexOf('\n');
                    if (end > 0) {
                        seeds.add(text.substring(0, end + 1).getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return seeds.stream();
    }

    @MethodSource("recorded")
    @DictionaryEntries({
        "{\"key\": \"id\", \"records\": {\"1\": {\"schema\": {\"id\": {\"type\": \"INT64\"}",
        ", \"data\": {\"id\": \"1\"",
        "{\"type\": \"LIST\", \"elementType\": ",
        "{\"type\": \"MAP\", \"keyType\": ",
        ", \"valueType\": ",
        ", \"sparseKeyValuePairSchema\": {\"0\": ",
        "{\"type\": \"OBJECT\", \"pythonType\": \"a\", \"attributes\": [",
        "{\"type\": \"UNKNOWN\"}",
        "{\"type\": \"BYTES\"}",
        "{\"type\": \"FLOAT16\"}",
        "\"-\": {\"type\": \"BOOL\"}",
        "\"index\": 1",
        "}}}}"
    })
    @FuzzTest
    void anyLinesAreReadOrRefused(byte @NotNull [] lines) {
        Outcome whole = read(new ByteArrayInputStream(lines), lines);

        assertThat(read(new Trickle(lines, 1), lines)).isEqualTo(whole);
        assertThat(read(new Trickle(lines, 7), lines)).isEqualTo(whole);
        String otherwise = otherwiseWritten(lines);
        // Only texts are written with escapes, and a number that is would be refused.
        boolean hasEscapes = new String(lines, StandardCharsets.UTF_8).indexOf('\\') >= 0;
        if (otherwise != null && !(hasEscapes && whole.refused != null)) {
            byte[] bytes = otherwise.getBytes(StandardCharsets.UTF_8);
            Outcome other = read(new ByteArrayInputStream(bytes), bytes);
            assertThat(other.rows).isEqualTo(whole.rows);
            assertThat(other.refused == null).isEqualTo(whole.refused == null);
        }
    }

    private static Outcome read(InputStream stream, byte[] lines) {
        RowOptions options = new RowOptions(keyColumn(lines), Set.of(), true);
        RowHistory history = new RowHistory(options, List.of());
        Block block = new Block(Path.of("block"), null, null, count(lines), 0, Long.MAX_VALUE);
        List<String> rows = new ArrayList<>();
        EntryReader entries = new EntryReader(options, ObjectValues.AS_DATA);
        try (BlockReader reader = new BlockReader(block, stream, entries, ALL, LONGEST_LINE)) {
            while (reader.next()) {
                Row row = history.row(reader.entry());
                rows.add(row == null ? "deleted" : Encoder.encode(row).toString());
            }
            return new Outcome(rows, null);
        } catch (ProtocolException e) {
            return new Outcome(rows, e.getMessage());
        }
    }

    private static String keyColumn(byte[] lines) {
        String text = new String(lines, 0, Math.min(lines.length, 100), StandardCharsets.UTF_8);
        return text.startsWith("{\"key\": \"sys/id\"") ? "sys/id" : "id";
    }

    private static long count(byte[] lines) {
        long count = 0;
        for (byte each : lines) {
            count += each == '\n' ? 1 : 0;
        }
        return lines.length > 0 && lines[lines.length - 1] != '\n' ? count + 1 : count;
    }

    /** The same JSON without blanks, which is not how the SDK writes it; null where a line is no JSON. */
    private static String otherwiseWritten(byte[] lines) {
        StringBuilder written = new StringBuilder();
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                if (line.indexOf('\ufffd') >= 0) {
                    return null;
                }
                if (!line.isEmpty()) {
                    written.append(JSON.writeValueAsString(JSON.readValue(line, JsonNode.class)));
                }
                written.append('\n');
            } catch (IOException e) {
                return null;
            }
        }
        return written.substring(0, written.length() - 1);
    }

    /** Rows, and why it went no further. */
    private record Outcome(List<String> rows, String refused) {}

    /** Gives so many bytes at most each time. */
    private static final class Trickle extends FilterInputStream {
        private final int most;

        Trickle(byte[] bytes, int most) {
            super(new ByteArrayInputStream(bytes));
            this.most = most;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(most, length));
        }
    }
}
