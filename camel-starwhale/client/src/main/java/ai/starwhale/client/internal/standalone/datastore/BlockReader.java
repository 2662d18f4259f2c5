// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one block, ascending by key, as the range of the scan wants them. What the manifest says of the block is
 * held against what is in it: a block that is not the one that was listed must not be taken for it.
 */
final class BlockReader implements Closeable {
    private final Block block;
    private final EntryReader entries;
    private final KeyRange range;
    private final Lines lines;
    private @Nullable Entry entry;
    private @Nullable Object lastKey;
    private long count;
    /** Whether all entries so far came before the range. */
    private boolean isBefore;

    /** Stands before the first entry of the file, which it closes. */
    BlockReader(Block block, InputStream file, EntryReader entries, KeyRange range, int longestLine) {
        this.block = block;
        this.entries = entries;
        this.range = range;
        this.isBefore = range.start() != null;
        this.lines = new Lines(file, longestLine);
    }

    /** The present entry. */
    Entry entry() {
        if (entry == null) {
            throw new IllegalStateException("not on an entry");
        }
        return entry;
    }

    /** Goes to the next entry of the range; false at its end. */
    boolean next() {
        try {
            while (lines.next()) {
                count++;
                if (isBefore && passesOver()) {
                    continue;
                }
                Entry read = entries.read(lines.bytes(), lines.from(), lines.to(), block);
                check(read.key());
                if (range.isBehind(read.key())) {
                    return false;
                }
                if (!range.isBefore(read.key())) {
                    isBefore = false;
                    entry = read;
                    return true;
                }
            }
            checkCount();
            return false;
        } catch (ProtocolException e) {
            throw new ProtocolException(block.file() + ", line " + count + ": " + e.getMessage(), 0, e);
        } catch (IOException e) {
            throw new ProtocolException(
                    block.file() + " is damaged behind line " + count + ": " + e.getMessage(), 0, e);
        }
    }

    /** Whether the line comes before the range, of which its key tells; nothing else of it is looked at then. */
    private boolean passesOver() {
        Object key = entries.key(lines.bytes(), lines.from(), lines.to(), block);
        if (key == null || !range.isBefore(key)) {
            return false;
        }
        check(key);
        return true;
    }

    private void check(Object key) {
        if (lastKey != null && Keys.compare(lastKey, key) >= 0) {
            throw new ProtocolException("its key is not behind that of the line before", 0, null);
        }
        if (!block.canHold(key)) {
            throw new ProtocolException(
                    "its key is not between " + block.least() + " and " + block.greatest() + ", as the manifest says",
                    0,
                    null);
        }
        if (count > block.rows()) {
            throw moreOrLess("more");
        }
        lastKey = key;
    }

    private void checkCount() {
        if (count < block.rows()) {
            throw moreOrLess("not more");
        }
    }

    private ProtocolException moreOrLess(String found) {
        return new ProtocolException("there are " + found + " rows, and the manifest says " + block.rows(), 0, null);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
