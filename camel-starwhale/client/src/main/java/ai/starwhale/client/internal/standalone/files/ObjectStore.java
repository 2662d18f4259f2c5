// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.Link;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.artifact.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The object store of a Standalone instance: blobs below {@code .objectstore}, each named by the hash of what is in it. A
 * link is data that somebody wrote into a table, so that only such a name is looked for; the SDK opens any path.
 */
public final class ObjectStore implements Blobs {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final Confined root;

    public ObjectStore(Confined root) {
        this.root = root;
    }

    @Override
    public InputStream open(Link link) {
        Blobs.check(link, root.folder().toString());
        if (!NAME.matcher(link.uri()).matches()) {
            throw new InvalidRequestException(
                    "cannot read " + link + " of " + root.folder() + ": the name of a blob is expected, which is 64"
                            + " hexadecimal digits; paths are not followed",
                    0,
                    null);
        }
        try {
            Path blob = blob(link);
            long size = Files.size(blob);
            long end = link.size() < 0 ? size : link.offset() + link.size();
            if (link.offset() > end || end > size) {
                throw new ProtocolException(
                        "cannot read " + link + " of " + root.folder() + ": the blob has " + size + " bytes", 0, null);
            }
            FileChannel file = FileChannel.open(blob);
            return new BlobRange(Channels.newInputStream(file.position(link.offset())), end - link.offset());
        } catch (IOException e) {
            throw new StarwhaleException("cannot read " + link + " of " + root.folder() + ": " + e, e);
        }
    }

    /** The file itself; datasets have a folder of their own, which the SDK looks into first. */
    private Path blob(Link link) throws IOException {
        Path store = root.folder().resolve(".objectstore");
        String name = link.uri();
        for (Path folder : List.of(store.resolve("blake2b"), store)) {
            try {
                Path blob = root.real(folder.resolve(name.substring(0, 2)).resolve(name));
                if (Files.isRegularFile(blob)) {
                    return blob;
                }
            } catch (NoSuchFileException e) {
                // Then it is in the other one.
            }
        }
        throw new NotFoundException(
                "cannot read " + link + " of " + root.folder() + ": there is no such blob in its object store",
                0,
                null);
    }
}
