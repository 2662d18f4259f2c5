// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import ai.starwhale.client.ProtocolException;
import java.io.IOException;
import java.nio.file.Path;

/** A folder that nothing outside of is opened, whatever links lie in it and whatever paths its files name. */
public final class Confined {
    private final Path folder;

    public Confined(Path folder) {
        this.folder = folder;
    }

    /** The folder, as it was given. */
    public Path folder() {
        return folder;
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
}
