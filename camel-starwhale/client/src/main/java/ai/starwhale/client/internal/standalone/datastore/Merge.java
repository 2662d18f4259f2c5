// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The entries of several blocks in the order of their keys, those with the same key united. A block is opened when the
 * keys have come to where it begins, and closed at its end: open are as many as overlap.
 */
final class Merge implements Closeable {
    private final Deque<Block> waiting;
    private final Function<Block, BlockReader> opener;
    private final PriorityQueue<BlockReader> open = new PriorityQueue<>(
            (a, b) -> Keys.compare(a.entry().key(), b.entry().key()));

    /** Those whose present entries were given, and that have to go on. */
    private final Deque<BlockReader> given = new ArrayDeque<>();

    Merge(List<Block> blocks, Function<Block, BlockReader> opener) {
        List<Block> sorted = new ArrayList<>(blocks);
        sorted.sort(Comparator.comparing(Block::least, Comparator.nullsFirst(Keys::compare)));
        this.waiting = new ArrayDeque<>(sorted);
        this.opener = opener;
    }

    /** The next entry, or null at the end; nothing is read that is not needed for it. */
    @Nullable Entry next() {
        while (!given.isEmpty()) {
            goOn(given.remove());
        }
        while (!waiting.isEmpty() && (open.isEmpty() || isDue(waiting.element()))) {
            goOn(opener.apply(waiting.remove()));
        }
        BlockReader least = open.poll();
        if (least == null) {
            return null;
        }
        given.add(least);
        Entry entry = least.entry();
        for (BlockReader other = open.peek(); other != null && isSame(other, entry); other = open.peek()) {
            given.add(open.remove());
            entry = entry.with(other.entry());
        }
        return entry;
    }

    private boolean isDue(Block block) {
        return block.least() == null
                || Keys.compare(block.least(), open.element().entry().key()) <= 0;
    }

    private static boolean isSame(BlockReader other, Entry entry) {
        return Keys.compare(other.entry().key(), entry.key()) == 0;
    }

    private void goOn(BlockReader block) {
        boolean goesOn = false;
        try {
            goesOn = block.next();
        } finally {
            if (!goesOn) {
                block.close();
            }
        }
        if (goesOn) {
            open.add(block);
        }
    }

    @Override
    public void close() {
        waiting.clear();
        open.forEach(BlockReader::close);
        open.clear();
        given.forEach(BlockReader::close);
        given.clear();
    }
}
