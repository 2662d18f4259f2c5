// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.datastore;

import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.http.Time;
import ai.starwhale.client.internal.standalone.files.Confined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest that may be replaced at any time. The SDK moves a new one over the old one, from the folder for
 * temporary files: where that lies on another disk this is a copy, so that half a manifest can be seen for a moment. Half
 * of one is no JSON, and is read again.
 */
final class JsonFile {
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(20);
    /** A hundred times the manifest of a table of a hundred million rows. */
    private static final long LARGEST = 512L << 20;

    private JsonFile() {}

    /** Which version of a file was seen. */
    record Stamp(FileTime modified, long size, @Nullable Object file) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    /** Makes something of the bytes of a manifest. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(byte[] json, Stamp stamp) throws IOException;
    }

    /**
     * What the parser makes of the file.
     *
     * @throws NoSuchFileException if it is not there
     * @throws ProtocolException if it cannot be understood
     */
    static <T> T read(Path file, Confined root, Time time, Parser<T> parser) throws NoSuchFileException {
        try {
            Path real = root.real(file);
            for (int attempt = 1; ; attempt++) {
                // Before it is read: what comes in between is seen as a change, and never missed.
                Stamp stamp = Stamp.of(real);
                if (stamp.size() > LARGEST) {
                    throw new ProtocolException(file + " is " + stamp.size() + " bytes long", 0, null);
                }
                try {
                    return parser.parse(Files.readAllBytes(real), stamp);
                } catch (com.fasterxml.jackson.core.JacksonException e) {
                    if (attempt == ATTEMPTS) {
                        throw new ProtocolException(
                                file + " (" + stamp.size() + " bytes) is not a manifest of the datastore: "
                                        + e.getOriginalMessage(),
                                0,
                                e);
                    }
                }
                time.pause(PAUSE);
            }
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new StarwhaleException("cannot read " + file + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StarwhaleException("interrupted while reading " + file, e);
        }
    }
}
