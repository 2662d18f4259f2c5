// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.files.Confined;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the manifest of a table says of its blocks and of what was deleted, and what it must not say. */
class ManifestTest {
    @TempDir
    private Path root;

    private final List<Duration> pauses = new ArrayList<>();
    private final Time time = new Time() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void pause(Duration duration) {
            pauses.add(duration);
        }
    };

    /** With quotes that are easier to read. */
    private TableManifest manifest(String json) throws IOException {
        Files.writeString(TableManifest.file(root), json.replace('\'', '"'));
        return TableManifest.read(root, new Confined(root), time);
    }

    private Block block(Kind keys, String least, String greatest) throws IOException {
        return manifest("{'key_column': 'id', 'key_column_type': {'type': '" + keys + "'}, 'blocks': [{'block_id': 3,"
                        + " 'row_count': 5, 'min_key': " + least + ", 'max_key': " + greatest + "}]}")
                .blocks()
                .get(0);
    }

    private void limits(Kind keys, String least, String greatest, Object from, Object to) throws IOException {
        Block block = block(keys, least, greatest);
        assertThat(block.least()).isEqualTo(from);
        assertThat(block.greatest()).isEqualTo(to);
    }

    @Test
    void whatIsLeftOutIsNotKnown() throws IOException {
        Block block = manifest("{'key_column': 'id', 'blocks': [{'block_id': 3, 'row_count': 5, 'min_key': 1,"
                        + " 'min_revision': null}]}")
                .blocks()
                .get(0);

        assertThat(block).isEqualTo(new Block(root.resolve("data.0000003.zip"), null, null, 5, 0, Long.MAX_VALUE));
        assertThat(block.canHold("any")).isTrue();
    }

    @Test
    void theNamesOfBlocksBeginAsItSays() throws IOException {
        assertThat(manifest(
                                "{'key_column': 'id', 'block_config': {'block_name_prefix': 'part'}, 'blocks': [{'block_id':"
                                        + " 12345678, 'row_count': 5, 'min_revision': '7', 'max_revision': 8}]}")
                        .blocks())
                .containsExactly(new Block(root.resolve("part.12345678.zip"), null, null, 5, 7, 8));
    }

    @Test
    void limitsOfKeys() throws IOException {
        limits(Kind.INT64, "-3", "4", -3L, 4L);
        limits(Kind.INT8, "'a'", "1.5", null, null);
        limits(Kind.STRING, "'a'", "3", "a", null);
        limits(Kind.BOOL, "false", "1", false, 1L);
        limits(Kind.BOOL, "'false'", "1.5", null, null);
        limits(Kind.LIST, "'a'", "'b'", null, null);
    }

    /** 1.5 to 3.5 are written as 1 to 3, and -3.5 to -1.5 as -3 to -1. */
    @Test
    void limitsOfFloatsAreCutOffAndSoMeanMore() throws IOException {
        limits(Kind.FLOAT64, "1", "3", BigInteger.ZERO, BigInteger.valueOf(4));
        limits(Kind.FLOAT16, "-3", "-1", BigInteger.valueOf(-4), BigInteger.ZERO);
        limits(Kind.FLOAT32, "0.5", "null", null, null);
    }

    @Test
    void limitsOfBytesAreTexts() throws IOException {
        Block block = block(Kind.BYTES, "'\u00e9'", "3");

        assertThat(block.least()).isEqualTo("\u00e9".getBytes(StandardCharsets.UTF_8));
        assertThat(block.greatest()).isNull();
    }

    @Test
    void limitsCount() throws IOException {
        Block block = block(Kind.INT64, "3", "5");

        assertThat(block.canHold(2L)).isFalse();
        assertThat(block.canHold(3L)).isTrue();
        assertThat(block.canHold(5L)).isTrue();
        assertThat(block.canHold(6L)).isFalse();
        assertThat(block.canHold("4")).isFalse();
        assertThat(block(Kind.INT64, "3", "null").canHold("4")).isFalse();
        assertThat(block(Kind.INT64, "null", "5").canHold("4")).isFalse();
    }

    @Test
    void deletedRanges() throws IOException {
        assertThat(manifest("{'key_column': 'id', 'blocks': [], 'tombstones': [{'start': 1, 'end': 3, 'revision':"
                                + " '17'}, {'start': null, 'end': 'b', 'end_inclusive': true, 'revision': 5}, {'start':"
                                + " 1.5, 'end': true, 'key_prefix': 'p'}, {'end': 99999999999999999999}]}")
                        .tombstones())
                .containsExactly(
                        new Tombstone(1L, 3L, false, 17, null),
                        new Tombstone(null, "b", true, 5, null),
                        new Tombstone(1.5, true, false, -1, "p"),
                        new Tombstone(null, new BigInteger("99999999999999999999"), false, -1, null));
    }

    @Test
    void whatADeletedRangeCovers() {
        Tombstone range = new Tombstone(3L, 5L, false, 1, null);
        assertThat(range.covers(2L)).isFalse();
        assertThat(range.covers(3L)).isTrue();
        assertThat(range.covers(4.5)).isTrue();
        assertThat(range.covers(5L)).isFalse();
        assertThat(new Tombstone(3L, 5L, true, 1, null).covers(5L)).isTrue();
        assertThat(new Tombstone(3L, 5L, true, 1, null).covers(6L)).isFalse();
        assertThat(new Tombstone(null, 5L, true, 1, null).covers(-9L)).isTrue();
        assertThat(new Tombstone(3L, null, false, 1, null).covers(99L)).isTrue();
        assertThat(new Tombstone("x", null, false, 1, "ab").covers("abc")).isTrue();
        assertThat(new Tombstone("a", null, false, 1, "ab").covers("b")).isFalse();
        assertThat(new Tombstone(3L, null, false, 1, "ab").covers(4L)).isTrue();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> range.covers("4"))
                .withMessage("the range from 3 to 5 was deleted from it, which cannot be compared with its keys");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'key_column': 'id'} | blocks",
                "{'key_column': 'id', 'blocks': [], 'block_config': {'block_name_prefix': '../a'}} | blocks",
                "{'key_column': 3, 'blocks': []} | key_column",
                "{'blocks': []} | key_column",
                "{'key_column': 'id', 'key_column_type': {'type': 'DECIMAL'}, 'blocks': []} | key_column_type",
                "{'key_column': 'id', 'blocks': [{'block_id': 'a', 'row_count': 5}]} | block_id, row_count",
                "{'key_column': 'id', 'blocks': [{'block_id': 1, 'row_count': 5.5}]} | block_id, row_count",
                "{'key_column': 'id', 'blocks': [{'block_id': 99999999999, 'row_count': 5}]} | block_id, row_count",
                "{'key_column': 'id', 'blocks': [{'block_id': 1, 'row_count': 5, 'min_revision': 'a'}]} | revision"
            })
    void refused(String json, String field) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> manifest(json))
                .withMessageContaining(TableManifest.file(root) + " (" + json.length() + " bytes) is not a manifest")
                .withMessageEndingWith("it has no proper " + field);
        assertThat(pauses).hasSize(4).containsOnly(Duration.ofMillis(20));
    }

    @Test
    void oneOfGigabytesIsNotRead() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(TableManifest.file(root).toFile(), "rw")) {
            file.setLength((512L << 20) + 1);
        }

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> TableManifest.read(root, new Confined(root), time))
                .withMessageContaining("manifest.json is 536870913 bytes long");
    }

    @Test
    void whoeverIsInterruptedWhileItIsReadIsToldSo() {
        Time interrupted = new Time() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                throw new InterruptedException();
            }
        };
        assertThatExceptionOfType(StarwhaleException.class)
                .isThrownBy(() -> {
                    Files.writeString(TableManifest.file(root), "{");
                    TableManifest.read(root, new Confined(root), interrupted);
                })
                .withMessage("interrupted while reading " + TableManifest.file(root));
        assertThat(Thread.interrupted()).isTrue();
    }
}
