// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Builds a blob as the Python SDK writes it: one section an artifact, each of a head of 32 bytes, the data, and zeros up to
 * a multiple of 128 bytes. Not thread-safe.
 */
public final class ArtifactBlob {

    private static final int HEAD = 32;
    private static final int ALIGNMENT = 128;

    private final ByteArrayOutputStream sections = new ByteArrayOutputStream();

    /** Adds an artifact. Returns where its data begins: the {@code offset} of its link. */
    public long add(byte[] data) {
        int size = HEAD + data.length;
        int padding = (ALIGNMENT - size % ALIGNMENT) % ALIGNMENT;
        CRC32 crc = new CRC32();
        crc.update(data);
        ByteBuffer section = ByteBuffer.allocate(size + padding)
                .put(new byte[] {'S', 'W', 'D', 'S'})
                .putInt((int) crc.getValue())
                .putLong(0)
                .putInt(data.length)
                .putInt(padding)
                .putInt(0)
                .put(new byte[] {'S', 'D', 'W', 'S'})
                .put(data);
        long offset = (long) sections.size() + HEAD;
        sections.writeBytes(section.array());
        return offset;
    }

    /** The blob so far. */
    public byte[] bytes() {
        return sections.toByteArray();
    }
}
