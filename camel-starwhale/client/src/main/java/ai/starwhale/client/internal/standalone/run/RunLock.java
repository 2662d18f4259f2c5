// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to run a job on a root: runs at the same time lose each other's tables. Held by one thread of all processes on
 * this machine; it ends with its process. The file is opened nowhere else, because closing it would end the lock.
 */
final class RunLock implements Closeable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Where the lock lies, and what is known of the run that holds it; swcli takes it for no project. */
    static Path folder(Path root) {
        return root.resolve(".run");
    }

    /** The lock, or nothing while somebody else has it. */
    static Optional<RunLock> tryTake(Path root) throws IOException {
        Files.createDirectories(folder(root));
        FileChannel channel =
                FileChannel.open(folder(root).resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            taken = lock != null;
            return taken ? Optional.of(new RunLock(channel)) : Optional.empty();
        } catch (OverlappingFileLockException inThisProcess) {
            return Optional.empty();
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
