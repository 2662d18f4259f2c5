// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.blobs;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of blobs that were read lately, one a blob; those used longest ago give way when there are too many bytes. */
final class Windows {
    private final long most;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** {@code most} bytes in all. */
    Windows(long most) {
        this.most = most;
    }

    /** These bytes of the blob, or null where not all of them are here. */
    synchronized byte @Nullable [] get(String uri, long offset, int size) {
        Window window = windows.get(uri);
        if (window == null || offset < window.start || offset + size > window.end()) {
            return null;
        }
        int from = (int) (offset - window.start);
        return Arrays.copyOfRange(window.bytes, from, from + size);
    }

    synchronized void put(String uri, long start, byte[] part) {
        Window before = windows.put(uri, new Window(start, part));
        bytes += part.length - (before == null ? 0 : before.bytes.length);
        Iterator<Window> eldest = windows.values().iterator();
        while (bytes > most) {
            bytes -= eldest.next().bytes.length;
            eldest.remove();
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    private static final class Window {
        final long start;
        final byte[] bytes;

        Window(long start, byte[] bytes) {
            this.start = start;
            this.bytes = bytes;
        }

        long end() {
            return start + bytes.length;
        }
    }
}
