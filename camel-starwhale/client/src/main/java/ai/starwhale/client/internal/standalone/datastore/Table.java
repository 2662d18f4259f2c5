// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.datastore.JsonFile.Stamp;
import ai.starwhale.client.internal.standalone.files.Confined;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A table on disk, which others may write while it is read. A writer puts what changed into new blocks, then moves a new
 * manifest over the old one, and then deletes old blocks: a manifest and the blocks that it lists are one state of the
 * table, for as long as they are there.
 */
public final class Table {
    private final String purpose;
    private final Path folder;
    private final Confined root;
    private final Time time;
    private final Opener opener;

    /** Opens the file of a block. */
    @FunctionalInterface
    interface Opener {
        BlockFile open(Path file) throws IOException;
    }

    Table(String purpose, Path folder, Confined root, Time time, Opener opener) {
        this.purpose = purpose;
        this.folder = folder;
        this.root = root;
        this.time = time;
        this.opener = opener;
    }

    /**
     * The present state.
     *
     * @throws NotFoundException if nothing was ever written to the table
     */
    TableManifest manifest() {
        try {
            return TableManifest.read(folder, root, time);
        } catch (NoSuchFileException e) {
            throw new NotFoundException(
                    purpose + " was begun and never written: a run writes its tables when it ends, or every 10,000"
                            + " rows; this one still runs, or was killed, or hung (there is no "
                            + TableManifest.file(folder) + ")",
                    0,
                    e);
        }
    }

    /** Whether the table has been written since. */
    boolean changedSince(TableManifest manifest) {
        try {
            return !Stamp.of(TableManifest.file(folder)).equals(manifest.stamp());
        } catch (IOException e) {
            return true;
        }
    }

    /** Opens a block that a manifest lists. */
    BlockFile open(Block block, TableManifest listedBy) {
        BlockFile file;
        try {
            file = opener.open(root.real(block.file()));
        } catch (NoSuchFileException e) {
            throw new ProtocolException(block.file() + " is listed in the manifest and not there", 0, e);
        } catch (IOException e) {
            throw new ProtocolException(block.file() + " cannot be opened: " + e.getMessage(), 0, e);
        }
        boolean isIt = false;
        try {
            isIt = !changedSince(listedBy) || !isAnotherNow(block);
        } finally {
            if (!isIt) {
                close(file);
            }
        }
        if (!isIt) {
            throw new ProtocolException(block.file() + " is another block now", 0, null);
        }
        return file;
    }

    /** Two runs at once give their new blocks the same numbers, and the last one has it. */
    private boolean isAnotherNow(Block block) {
        return manifest().blocks().stream()
                .anyMatch(now -> now.file().equals(block.file())
                        && (now.rows() != block.rows()
                                || now.firstRevision() != block.firstRevision()
                                || now.lastRevision() != block.lastRevision()));
    }

    private static void close(BlockFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return purpose;
    }
}
