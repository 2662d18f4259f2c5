// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.blobs;

import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A range of a blob as it arrives. Where its connection breaks it goes on with another one, from the byte it got to. */
final class BlobStream extends InputStream {
    private static final int MOST_BREAKS = 5;

    private final Blob blob;
    private Part part;
    private long position;
    /** -1 where nobody knows. */
    private long left;

    /** Of the present part. */
    private long read;

    private int breaks;
    private boolean closed;

    BlobStream(Blob blob, long offset, long size) {
        this.blob = blob;
        this.position = offset;
        this.left = size;
        this.part = blob.open(offset, size);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException("this stream is closed");
        }
        if (length == 0 || left == 0) {
            return length == 0 ? 0 : -1;
        }
        int most = left < 0 ? length : (int) Math.min(length, left);
        int count = readOn(bytes, offset, most);
        if (count < 0) {
            if (left > 0) {
                throw new IOException("the blob ended at byte " + position + ", " + left + " bytes early");
            }
            return -1;
        }
        position += count;
        read += count;
        left = left < 0 ? left : left - count;
        if (left == 0 && read == part.length()) {
            part.seeEnd();
        }
        return count;
    }

    private int readOn(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            try {
                return part.body().read(bytes, offset, length);
            } catch (IOException e) {
                if (closed || ++breaks > MOST_BREAKS) {
                    throw e;
                }
                goOn(e);
            }
        }
    }

    private void goOn(IOException broken) throws IOException {
        Blob.close(part);
        try {
            part = blob.open(position, left);
            read = 0;
        } catch (StarwhaleException e) {
            e.addSuppressed(broken);
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        Blob.close(part);
    }
}
