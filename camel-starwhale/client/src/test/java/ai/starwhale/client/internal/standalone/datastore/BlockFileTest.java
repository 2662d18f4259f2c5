// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.starwhale.client.internal.standalone.WrittenTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A block's bytes, and that they are those that were written. */
class BlockFileTest {
    private static final byte[] CONTENT = "\u00e9t\u00e9\n".getBytes(StandardCharsets.UTF_8);

    private Path file;

    @BeforeEach
    void write(@TempDir Path root) {
        WrittenTable table = new WrittenTable(root);
        table.write(1, List.of("\u00e9t\u00e9"));
        file = table.blockFile(1);
    }

    @Test
    void areTheSameByteByByte() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (BlockFile block = BlockFile.open(file)) {
            for (int next = block.read(); next >= 0; next = block.read()) {
                read.write(next);
            }
            assertThat(block.read()).isEqualTo(-1);
        }
        assertThat(read.toByteArray()).isEqualTo(CONTENT);
        try (BlockFile block = BlockFile.open(file)) {
            assertThat(block.readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void areNotTheSameWhereTheirSumIsAnother() throws IOException {
        // Stored, not compressed, so that other bytes have no other fault; the sum is in the directory at the end.
        CRC32 sum = new CRC32();
        sum.update(CONTENT);
        ZipEntry entry = new ZipEntry("one");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(CONTENT.length);
        entry.setCrc(sum.getValue());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(entry);
            zip.write(CONTENT);
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[30 + "one".length() + 2] ^= 1;
        Files.write(file, bytes);

        try (BlockFile block = BlockFile.open(file)) {
            assertThatIOException()
                    .isThrownBy(block::readAllBytes)
                    .withMessage("its sum is not that with which it was written");
        }
        try (BlockFile block = BlockFile.open(file)) {
            for (int i = 0; i < CONTENT.length; i++) {
                assertThat(block.read()).isNotNegative();
            }
            assertThatIOException().isThrownBy(block::read);
        }
    }
}
