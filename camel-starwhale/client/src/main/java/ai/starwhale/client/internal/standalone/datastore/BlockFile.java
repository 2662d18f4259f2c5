// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Opens the one member of a zip as a stream that knows whether all of it was read as it was written. */
final class BlockFile extends FilterInputStream {
    private final ZipFile zip;
    private final long expected;
    private final CRC32 sum = new CRC32();

    private BlockFile(ZipFile zip, ZipEntry member) throws IOException {
        super(zip.getInputStream(member));
        this.zip = zip;
        this.expected = member.getCrc();
    }

    static BlockFile open(Path file) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        try {
            List<? extends ZipEntry> members = zip.stream().limit(2).toList();
            if (members.size() != 1) {
                throw new ProtocolException("a zip with one member is expected, and it has " + zip.size(), 0, null);
            }
            return new BlockFile(zip, members.get(0));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            sum.update(bytes, offset, read);
        } else if (read < 0 && sum.getValue() != expected) {
            throw new ZipException("its sum is not that with which it was written");
        }
        return read;
    }

    /** The member's stream is closed with the zip. */
    @Override
    public void close() throws IOException {
        zip.close();
    }
}
