// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import ai.starwhale.client.ProtocolException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A folder that nothing outside of is opened or changed, whatever links lie in it and whatever paths its files name.
 *
 * @param folder the folder, absolute and without detours
 */
public record Confined(Path folder) {

    public Confined {
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * The file itself, links followed.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws ProtocolException if it lies outside
     */
    public Path real(Path file) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(folder.toRealPath())) {
            throw new ProtocolException(file + " leads out of " + folder + ", and is not opened", 0, null);
        }
        return real;
    }

    /**
     * Makes a folder, with all that it lies in, where it is not there.
     *
     * @throws ProtocolException if it lies outside
     */
    public void makeFolders(Path wanted) throws IOException {
        Files.createDirectories(folder);
        Path made = folder;
        for (Path name : folder.relativize(wanted)) {
            made = made.resolve(name);
            try {
                Files.createDirectory(made);
            } catch (FileAlreadyExistsException e) {
                real(made);
            }
        }
    }

    /** Makes the folder that a file is to lie in, where it is not there. */
    public void makeParent(Path file) throws IOException {
        makeFolders(parent(file));
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "not the root of the file system");
    }

    /**
     * Writes a file, in place of the one that may be there; others see all of it or nothing.
     *
     * @throws java.nio.file.NoSuchFileException if the folder is not there that it is to lie in
     * @throws ProtocolException if that lies outside
     */
    void write(Path file, byte[] content) throws IOException {
        real(parent(file));
        Path draft = draft(file);
        Files.deleteIfExists(draft);
        Files.write(draft, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a file is called while it is written. */
    static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + ".draft");
    }
}
