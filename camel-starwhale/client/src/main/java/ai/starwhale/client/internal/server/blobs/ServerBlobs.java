// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.blobs;

import ai.starwhale.client.Link;
import ai.starwhale.client.internal.artifact.Blobs;
import ai.starwhale.client.internal.http.Storage;
import ai.starwhale.client.internal.http.Time;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The storage of a Server. An evaluation puts its artifacts one behind the other into few blobs, so a blob is signed once
 * for all of them, and small ones are read from it many at a time; large ones are streamed, and leave the small ones in
 * memory where they are.
 */
public final class ServerBlobs implements Blobs {
    /** What is larger is streamed. */
    private static final int SMALL = 256 * 1024;

    private static final int WINDOW = 1024 * 1024;
    private static final long ALL_WINDOWS = 4 * WINDOW;
    private static final int MOST_BLOBS = 1000;

    private final String base;
    private final Signer signer;
    private final Storage storage;
    private final Time time;
    private final Windows windows = new Windows(ALL_WINDOWS);
    private final Map<String, Blob> blobs = new LinkedHashMap<>(16, 0.75f, true);

    /** {@code base} is the Server's address, for messages. */
    public ServerBlobs(String base, Signer signer, Storage storage, Time time) {
        this.base = base;
        this.signer = signer;
        this.storage = storage;
        this.time = time;
    }

    @Override
    public InputStream open(Link link) {
        Blobs.check(link, base);
        long size = link.size();
        if (size == 0) {
            return InputStream.nullInputStream();
        }
        Blob blob = blob(link.uri());
        return size > 0 && size <= SMALL
                ? new ByteArrayInputStream(blob.small(link.offset(), (int) size, windows))
                : new BlobStream(blob, link.offset(), size);
    }

    private Blob blob(String uri) {
        synchronized (blobs) {
            Blob blob = blobs.computeIfAbsent(uri, name -> new Blob(name, signer, storage, time, WINDOW));
            if (blobs.size() > MOST_BLOBS) {
                blobs.remove(blobs.keySet().iterator().next());
            }
            return blob;
        }
    }
}
