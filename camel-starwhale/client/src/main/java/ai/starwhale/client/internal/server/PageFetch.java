// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.ValueType.Kind;
import ai.starwhale.client.internal.http.BodyReader;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.server.pages.Key;
import ai.starwhale.client.internal.server.pages.PageBytes;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the pages of one scan. The bytes of a page are fetched first and decoded then, so that the next ones can be on
 * their way meanwhile: the key from which to go on is the last thing in them.
 */
final class PageFetch {
    private static final Logger LOG = LoggerFactory.getLogger(PageFetch.class);
    /** In bytes. A smaller page is decoded in no time. */
    private static final int WORTH_IT = 64 * 1024;

    private final Transport transport;
    private final String purpose;
    private final PageAhead ahead;
    /** Used again and again: there are never more than two. */
    private final Queue<PageBytes> spare = new ConcurrentLinkedQueue<>();

    private volatile boolean smallEnough = true;
    private int sizeBefore;

    /** {@code purpose} says what is read, for messages; {@code executor} is where the page behind is fetched. */
    PageFetch(Transport transport, String purpose, Executor executor) {
        this.transport = transport;
        this.purpose = purpose;
        this.ahead = new PageAhead(this::bytes, executor);
    }

    /** Somebody waits for the page that is fetched or decoded now. */
    void hurry() {
        ahead.hurry();
    }

    /** The page is given away; nobody waits for the next one yet. */
    void given() {
        ahead.given();
    }

    /**
     * Reads a page, the answer to exactly this.
     *
     * @param keys the type that the keys probably have, so that the page behind can be asked for before this one is
     *     decoded; null if it is not known
     */
    <T> T read(PageQuery asked, @Nullable Kind keys, BodyReader<T> reader) {
        PageBytes early = ahead.take(asked);
        PageBytes bytes = early == null ? bytes(asked) : early;
        if (bytes != null) {
            if (keys != null) {
                goOnBehind(asked, bytes, keys);
            }
            try {
                T page = reader.read(bytes.stream());
                spare.offer(bytes);
                return page;
            } catch (IOException | ProtocolException unclear) {
                // Asked for again: the transport tells an answer that broke off from one that makes no sense. The
                // message may quote the answer, and so a value of the table.
                LOG.debug(
                        "asking again for a page of {}: {}",
                        purpose,
                        unclear.getClass().getSimpleName());
            }
        }
        return transport.call(asked.call("read " + purpose), reader);
    }

    /** The bytes of a page; nothing where there are too many of them to be held. */
    private @Nullable PageBytes bytes(PageQuery asked) {
        if (!smallEnough) {
            return null;
        }
        PageBytes unused = spare.poll();
        PageBytes bytes = unused == null ? new PageBytes() : unused;
        smallEnough = transport.call(asked.call("read " + purpose), bytes::read);
        return smallEnough ? bytes : null;
    }

    private void goOnBehind(PageQuery asked, PageBytes bytes, Kind keys) {
        // A page that is much smaller than the one before is probably the last.
        int least = Math.max(WORTH_IT, sizeBefore / 4 * 3);
        sizeBefore = bytes.size();
        String text = bytes.size() < least ? null : bytes.lastKey();
        if (text != null) {
            ahead.arrived(asked.behind(new Key(keys, text)));
        }
    }
}
