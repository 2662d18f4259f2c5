// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.http.BodyReader;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.server.pages.Key;
import ai.starwhale.client.internal.server.pages.PageBytes;
import ai.starwhale.client.internal.server.scan.PageAhead.Page;
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
        this.ahead = new PageAhead(this::page, executor);
    }

    /** Whether the page behind the one that is read is wanted as soon as possible. */
    void hurry(boolean wanted) {
        ahead.hurry(wanted);
    }

    /** Reads a page, the answer to exactly this. */
    <T> T read(PageQuery asked, BodyReader<T> reader) {
        Page early = ahead.take(asked);
        Page page = early == null ? page(asked) : early;
        if (page != null) {
            ahead.goOnBehind(page);
            try {
                T result = reader.read(page.bytes().stream());
                spare.offer(page.bytes());
                return result;
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

    /** Fetches a page; nothing where it is too long to be held. */
    private @Nullable Page page(PageQuery asked) {
        if (!smallEnough) {
            return null;
        }
        PageBytes unused = spare.poll();
        PageBytes bytes = unused == null ? new PageBytes() : unused;
        smallEnough = transport.call(asked.call("read " + purpose), bytes::read);
        return smallEnough ? new Page(bytes, behind(asked, bytes)) : null;
    }

    private @Nullable PageQuery behind(PageQuery asked, PageBytes bytes) {
        boolean isFirst = sizeBefore == 0;
        // A page that is much smaller than the one before is probably the last.
        int least = Math.max(WORTH_IT, sizeBefore / 4 * 3);
        sizeBefore = bytes.size();
        Key start = asked.start();
        // Behind the first page the form may be another one. The type of the next key is taken for that of the key
        // before; if it is another one, the page is asked for again.
        if (isFirst || start == null || bytes.size() < least) {
            return null;
        }
        String text = bytes.lastKey();
        return text == null ? null : asked.behind(new Key(start.kind(), text));
    }
}
